//! Handlers that stay on one thread: the device runs as ever, and hands each request over to the driver.

use core::future::poll_fn;
use core::task::Poll;

use tokio::sync::{mpsc, oneshot};

use super::host::{Start, start_with_driver};
use crate::Error;
use crate::device::{
    Acknowledgement, AcknowledgementBody, BoxFuture, CommandAnswer, CommandCall, DesiredProperty, Device, DeviceModel,
    Link, LocalDeviceModel, LocalDriver, Running, contain,
};
use crate::value::Json;

/// Starts a device whose handlers run where its driver is polled.
pub(crate) fn start_local(start: Start, model: impl LocalDeviceModel) -> Result<(Device, Link, LocalDriver), Error> {
    let (requests, receiver) = mpsc::unbounded_channel();
    let proxy = Proxy {
        requests,
        model_id: model.model_id(),
        components: model.components(),
        writable_properties: model.writable_properties(),
    };
    let (device, link, mut driver) = start_with_driver(start, proxy)?;
    let mut serving = Some(Box::pin(serve(model, link.clone(), receiver)));
    let local = poll_fn(move |context| {
        // The driver first: requests that it hands over are taken at once.
        let driven = core::pin::Pin::new(&mut driver).poll(context);
        if serving
            .as_mut()
            .is_some_and(|serving| serving.as_mut().poll(context).is_ready())
        {
            // The device has dropped the proxy: no request comes any more.
            serving = None;
        }
        driven
    });
    Ok((device, link, LocalDriver(Box::pin(local))))
}

/// A request with everything it needs on its way to another thread.
enum Request {
    Desired {
        component: Option<String>,
        name: String,
        value: Option<String>,
        version: i64,
        answer: oneshot::Sender<Acknowledgement>,
    },
    Command {
        component: Option<String>,
        name: String,
        payload: Vec<u8>,
        answer: oneshot::Sender<CommandAnswer>,
    },
}

/// The model as the device sees it.
struct Proxy {
    requests: mpsc::UnboundedSender<Request>,
    model_id: &'static str,
    components: &'static [&'static str],
    writable_properties: &'static [(Option<&'static str>, &'static str)],
}

impl DeviceModel for Proxy {
    fn model_id(&self) -> &'static str {
        self.model_id
    }

    fn components(&self) -> &'static [&'static str] {
        self.components
    }

    fn writable_properties(&self) -> &'static [(Option<&'static str>, &'static str)] {
        self.writable_properties
    }

    fn desired<'a>(&'a self, _link: &'a Link, property: DesiredProperty<'a>) -> BoxFuture<'a, Acknowledgement> {
        let (answer, answered) = oneshot::channel();
        let request = Request::Desired {
            component: property.component().map(Into::into),
            name: property.name().into(),
            value: property.json().map(|json| json.text().into()),
            version: property.version(),
            answer,
        };
        // Without an answer the handler panicked, or its driver was dropped, and the request with it.
        let _ = self.requests.send(request);
        Box::pin(async move { answered.await.unwrap_or(Acknowledgement(AcknowledgementBody::Missing)) })
    }

    fn command<'a>(&'a self, _link: &'a Link, call: CommandCall<'a>) -> BoxFuture<'a, CommandAnswer> {
        let (answer, answered) = oneshot::channel();
        let request = Request::Command {
            component: call.component().map(Into::into),
            name: call.name().into(),
            payload: call.payload().into(),
            answer,
        };
        let _ = self.requests.send(request);
        Box::pin(async move { answered.await.unwrap_or_else(|_| CommandAnswer::missing()) })
    }
}

/// Takes requests and runs their handlers beside each other.
async fn serve(model: impl LocalDeviceModel, link: Link, mut requests: mpsc::UnboundedReceiver<Request>) {
    let mut running = Running::default();
    poll_fn(|context| {
        while let Poll::Ready(received) = requests.poll_recv(context) {
            match received {
                // A panic is answered for where the answer is missed.
                Some(request) => running.add(async { _ = contain(handle(&model, &link, request)).await }),
                None => return Poll::Ready(()),
            }
        }
        let _ = running.poll(context);
        Poll::Pending
    })
    .await;
}

/// Runs a handler as long as its answer is awaited: after its deadline, or the end of the device, it is dropped.
async fn handle(model: &impl LocalDeviceModel, link: &Link, request: Request) {
    match request {
        Request::Desired {
            component,
            name,
            value,
            version,
            answer,
        } => {
            let json = value.as_deref().map(Json::parse).transpose();
            let property = |json| DesiredProperty::new(component.as_deref(), &name, json, version);
            let handler = async {
                match json {
                    Ok(json) => model.desired(link, property(json)).await,
                    Err(error) => property(None).refuse(error),
                }
            };
            while_awaited(answer, handler).await;
        }
        Request::Command {
            component,
            name,
            payload,
            answer,
        } => {
            let call = CommandCall::new(component.as_deref(), &name, &payload);
            while_awaited(answer, model.command(link, call)).await;
        }
    }
}

async fn while_awaited<T>(mut answer: oneshot::Sender<T>, handler: impl Future<Output = T>) {
    tokio::select! {
        biased;
        () = answer.closed() => {}
        output = handler => {
            let _ = answer.send(output);
        }
    }
}
