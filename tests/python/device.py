"""A device made with the official SDK: azure-iot-device, unchanged but for the port, which it lets nobody choose.

Environment: CONNECTION_STRING, CA (path of a certificate), PORT. It sends telemetry, reads its twin, reports, hands
back what the cloud desires, echoes methods, and ends when the method `quit` is called.
"""

import json
import os
import threading

import paho.mqtt.client
from azure.iot.device import IoTHubDeviceClient, Message, MethodResponse

connect = paho.mqtt.client.Client.connect


def connect_to_port(self, host, port=8883, *args, **kwargs):
    return connect(self, host, int(os.environ["PORT"]), *args, **kwargs)


paho.mqtt.client.Client.connect = connect_to_port


def main():
    with open(os.environ["CA"], encoding="utf-8") as file:
        certificate = file.read()
    client = IoTHubDeviceClient.create_from_connection_string(
        os.environ["CONNECTION_STRING"].replace(":" + os.environ["PORT"], ""),
        server_verification_cert=certificate,
        product_info="dtmi:com:example:TemperatureController;1",
    )
    over = threading.Event()

    def on_desired(patch):
        part = patch["thermostat1"]["targetTemperature"]
        ack = {"value": part, "ac": 200, "av": patch["$version"], "ad": "done"}
        client.patch_twin_reported_properties({"thermostat1": {"__t": "c", "targetTemperature": ack}})

    def on_method(request):
        answer = {"name": request.name, "payload": request.payload}
        client.send_method_response(MethodResponse.create_from_method_request(request, 207, answer))
        if request.name == "quit":
            over.set()

    client.on_twin_desired_properties_patch_received = on_desired
    client.on_method_request_received = on_method
    client.connect()

    message = Message(json.dumps({"temperature": 21.5}))
    message.content_encoding = "utf-8"
    message.content_type = "application/json"
    message.message_id = "message 1"
    message.custom_properties["$.sub"] = "thermostat1"
    message.custom_properties["a/b"] = "x&y=ü"
    client.send_message(message)
    twin = client.get_twin()
    client.patch_twin_reported_properties({"serialNumber": twin["desired"]["name"], "gone": None})
    over.wait(60)
    client.shutdown()


main()
