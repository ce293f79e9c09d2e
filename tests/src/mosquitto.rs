//! Starts mosquitto with TLS, certificates made for the occasion, and no limits that a test could meet.

#![allow(clippy::unwrap_used, reason = "a test may")]

use core::time::Duration;
use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};

use crate::shared::optional;

/// A running mosquitto; it ends when this is dropped.
#[derive(Debug)]
pub struct Broker {
    process: Child,
    /// Speaks TLS, as `localhost`.
    pub tls_port: u16,
    /// Speaks plain TCP.
    pub plain_port: u16,
    /// The certificate authority that signed the broker's certificate, as PEM.
    pub ca_pem: String,
}

impl Broker {
    /// Finds mosquitto. If it is missing, says that the test is skipped.
    #[must_use]
    pub fn find() -> Option<PathBuf> {
        let program = ["/usr/sbin/mosquitto", "/usr/bin/mosquitto", "mosquitto"].map(Path::new);
        let program = program.into_iter().find(|path| path.exists()).unwrap_or(program[2]);
        // Asked for help, mosquitto ends with 3, so it is asked for nothing.
        if program.exists() {
            return Some(program.to_owned());
        }
        optional(program, &["-h"], "`.ci/run` installs Debian's mosquitto")
    }

    /// Starts mosquitto with its files in `folder`, and waits until it listens.
    ///
    /// # Panics
    /// It cannot be started.
    #[must_use]
    pub fn start(mut mosquitto: Command, folder: &Path) -> Self {
        fs::create_dir_all(folder).unwrap();
        let file = |name: &str, text: &str| -> PathBuf {
            let path = folder.join(name);
            fs::write(&path, text).unwrap();
            path
        };
        let mut ca = CertificateParams::default();
        ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let ca = CertifiedIssuer::self_signed(ca, KeyPair::generate().unwrap()).unwrap();
        let key = KeyPair::generate().unwrap();
        let leaf = CertificateParams::new(["localhost".to_owned()])
            .unwrap()
            .signed_by(&key, &ca)
            .unwrap();
        let (tls_port, plain_port) = (free_port(), free_port());
        let configuration = file(
            "mosquitto.conf",
            &format!(
                "user root\npersistence false\nallow_anonymous true\nper_listener_settings false\n\
                 log_dest none\nset_tcp_nodelay true\nmax_inflight_messages 0\nmax_queued_messages 0\n\
                 listener {tls_port} 127.0.0.1\ncafile {}\ncertfile {}\nkeyfile {}\nlistener {plain_port} 127.0.0.1\n",
                file("ca.pem", &ca.pem()).display(),
                file("server.pem", &leaf.pem()).display(),
                file("server.key", &key.serialize_pem()).display(),
            ),
        );
        let process = mosquitto
            .arg("-c")
            .arg(configuration)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        for _ in 0..200 {
            if TcpStream::connect(("127.0.0.1", plain_port)).is_ok() {
                break;
            }
            std::thread::sleep(Duration::from_millis(25));
        }
        Self {
            process,
            tls_port,
            plain_port,
            ca_pem: ca.pem(),
        }
    }
}

impl Drop for Broker {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0))
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}
