//! Accepts connections and speaks TLS.

use core::time::Duration;
use std::sync::Arc;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;

use crate::connection;
use crate::faults::Refusal;
use crate::registry::Registry;

const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(10);

/// Serves until `stop` is sent or dropped; afterwards the port and all connections are closed.
pub(crate) async fn listen(
    listener: TcpListener,
    tls: TlsAcceptor,
    registry: Arc<Registry>,
    stop: oneshot::Receiver<()>,
) {
    let mut connections = JoinSet::new();
    let accept = async {
        loop {
            tokio::select! {
                accepted = listener.accept() => match accepted {
                    Ok((stream, _)) => {
                        connections.spawn(secure(stream, tls.clone(), Arc::clone(&registry)));
                    }
                    // Out of file descriptors, or the client is gone already: others may still come.
                    Err(_) => sleep(Duration::from_millis(50)).await,
                },
                Some(_) = connections.join_next() => {}
            }
        }
    };
    tokio::select! { () = accept => {}, _ = stop => {} }
    connections.shutdown().await;
}

async fn secure(stream: TcpStream, tls: TlsAcceptor, registry: Arc<Registry>) {
    if registry.lock().refusal == Some(Refusal::Close) {
        return;
    }
    // Small packets that wait for each other are all that MQTT is.
    let _ = stream.set_nodelay(true);
    // A client that does not trust the certificate says so in the handshake; there is nobody else to tell.
    if let Ok(Ok(stream)) = timeout(HANDSHAKE_TIMEOUT, tls.accept(stream)).await {
        connection::serve(stream, registry).await;
    }
}
