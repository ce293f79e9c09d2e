dtdl_runtime::include_dtdl!("models/dtmi/com/example/thermostat-1.json", repository = "nowhere");

fn main() {}
