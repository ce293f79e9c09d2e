//! Repositories at `https://` addresses: a server on this machine that the test starts.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};
use std::thread;

use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// A repository with these files; a status instead of a text is answered as such.
struct Server {
    address: String,
    /// What its certificate is, in a file.
    certificate: PathBuf,
    /// The folder of the test.
    folder: PathBuf,
    asked: Arc<Mutex<Vec<String>>>,
}

type Files = BTreeMap<&'static str, String>;

impl Server {
    fn start(test: &str, files: &[(&'static str, &str)]) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("https").join(test);
        fs::create_dir_all(&folder).unwrap();
        let key = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let certificate = folder.join("certificate.pem");
        fs::write(&certificate, key.cert.pem()).unwrap();
        let secret = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.signing_key.serialize_der()));
        let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![key.cert.der().clone()], secret)
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let files: Files = files.iter().map(|(path, text)| (*path, (*text).to_owned())).collect();
        let (config, files, log) = (Arc::new(config), Arc::new(files), Arc::clone(&asked));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (config, files, log) = (Arc::clone(&config), Arc::clone(&files), Arc::clone(&log));
                thread::spawn(move || answer(stream, config, &files, &log));
            }
        });
        Self {
            address: format!("https://localhost:{port}/models"),
            certificate,
            folder,
            asked,
        }
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.join(name), text).unwrap();
    }

    fn dtdlgen(&self, arguments: &[&str]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dtdlgen"));
        command.env("SSL_CERT_FILE", &self.certificate);
        self.run(command, arguments)
    }

    fn run(&self, mut command: Command, arguments: &[&str]) -> Ran {
        for proxy in ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY"] {
            command.env_remove(proxy).env_remove(proxy.to_lowercase());
        }
        let output = command.args(arguments).current_dir(&self.folder).output().unwrap();
        Ran::from(&output)
    }

    /// Validates `room.json` with this repository.
    fn validate(&self, arguments: &[&str]) -> Ran {
        let first = ["validate", "--repository", &self.address];
        self.dtdlgen(&[&first[..], arguments, &["room.json"]].concat())
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

#[derive(Debug)]
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl From<&Output> for Ran {
    fn from(output: &Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout.clone()).unwrap(),
            err: String::from_utf8(output.stderr.clone()).unwrap(),
        }
    }
}

/// Answers requests until the client has no more.
fn answer(stream: TcpStream, config: Arc<ServerConfig>, files: &Files, log: &Mutex<Vec<String>>) {
    let mut stream = StreamOwned::new(ServerConnection::new(config).unwrap(), stream);
    while let Some(path) = request(&mut stream) {
        let path = path.strip_prefix("/models").unwrap_or(&path).to_owned();
        let (status, body) = match files.get(path.as_str()) {
            None => ("404 Not Found", ""),
            Some(text) => match text.strip_prefix("status ") {
                Some(status) => (status, ""),
                None => ("200 OK", text.as_str()),
            },
        };
        log.lock().unwrap().push(path);
        // In chunks, as a server that does not know how long its answer will be.
        let (start, end) = body.split_at(body.len() / 2);
        let chunks: String = [start, end]
            .iter()
            .filter(|chunk| !chunk.is_empty())
            .map(|chunk| format!("{:x}\r\n{chunk}\r\n", chunk.len()))
            .collect();
        let response = format!("HTTP/1.1 {status}\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}0\r\n\r\n");
        if stream.write_all(response.as_bytes()).is_err() {
            return;
        }
    }
}

/// The path of the next request.
fn request(stream: &mut impl Read) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        if stream.read(&mut byte).ok()? == 0 {
            return None;
        }
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).ok()?;
    Some(head.split(' ').nth(1)?.to_owned())
}

fn interface(id: &str, rest: &str) -> String {
    format!("{{ \"@context\": \"dtmi:dtdl:context;2\", \"@id\": \"{id}\", \"@type\": \"Interface\"{rest} }}")
}

/// A room with a lamp and a heating.
fn room() -> String {
    let component = |name: &str, schema: &str| {
        format!("{{ \"@type\": \"Component\", \"name\": \"{name}\", \"schema\": \"dtmi:test:{schema};1\" }}")
    };
    let contents = [component("lamp", "Lamp"), component("heating", "Heating")].join(", ");
    interface("dtmi:test:Room;1", &format!(", \"contents\": [{contents}]"))
}

#[test]
fn what_no_folder_has_is_asked_for_once() {
    let (lamp, heating) = (interface("dtmi:test:Lamp;1", ""), interface("dtmi:test:Heating;1", ""));
    let server = Server::start("once", &[("/dtmi/test/lamp-1.json", &lamp)]);
    server.write("room.json", &room());
    server.write("other.json", &room().replace("Room", "Hall"));
    server.write("heating.json", &heating);
    let ran = server.validate(&["other.json"]);
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (0, "2 valid, 0 not valid\n"),
        "{}",
        ran.out
    );
    assert_eq!(server.asked(), ["/metadata.json", "/dtmi/test/lamp-1.json"]);
    let config = format!(
        "repository = \"{}/\"\n[[output]]\nmodel = \"room.json\"\nout = \"room.rs\"\n",
        server.address
    );
    server.write("dtdlgen.toml", &config);
    let ran = server.dtdlgen(&["generate", "--config", "dtdlgen.toml"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let code = fs::read_to_string(server.folder.join("room.rs")).unwrap();
    assert!(code.contains("pub mod lamp"), "{code}");
}

#[test]
fn an_expanded_text_comes_first_where_there_is_one_and_what_it_repeats_counts_once() {
    let base = interface("dtmi:test:Base;1", "");
    let derived = |name: &str| interface(&format!("dtmi:test:{name};1"), ", \"extends\": \"dtmi:test:Base;1\"");
    let (lamp, heating) = (derived("Lamp"), derived("Heating"));
    let files = [
        (
            "/metadata.json",
            r#"{ "features": { "expanded": true, "index": true } }"#,
        ),
        ("/dtmi/test/lamp-1.expanded.json", &format!("[\n  {lamp},\n  {base}\n]")),
        ("/dtmi/test/heating-1.json", &heating),
        ("/dtmi/test/base-1.json", "never asked for"),
    ];
    let server = Server::start("expanded", &files);
    server.write("room.json", &room());
    let ran = server.validate(&[]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let expected = [
        "/metadata.json",
        "/dtmi/test/lamp-1.expanded.json",
        "/dtmi/test/heating-1.expanded.json",
        "/dtmi/test/heating-1.json",
    ];
    assert_eq!(server.asked(), expected);
}

#[test]
fn a_mistake_in_an_expanded_text_has_its_place_in_it() {
    let lamp = interface("dtmi:test:Lamp;1", ", \"extends\": \"dtmi:test:Base;1\"");
    let base = interface("dtmi:test:Base;1", ",\n    \"contents\": 5");
    let files = [
        ("/metadata.json", r#"{ "features": { "expanded": true } }"#),
        ("/dtmi/test/lamp-1.expanded.json", &format!("[\n  {lamp},\n  {base}\n]")),
    ];
    let server = Server::start("place", &files);
    server.write("room.json", &room());
    server.write("heating.json", &interface("dtmi:test:Heating;1", ""));
    let ran = server.validate(&[]);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    let place = format!("--> {}/dtmi/test/lamp-1.expanded.json:4:17\n", server.address);
    assert!(ran.out.contains(&place), "{}", ran.out);
}

#[test]
fn what_keeps_a_text_from_being_read_is_named_with_address_and_identifier() {
    let large = interface("dtmi:test:Lamp;1", &" ".repeat(5000));
    let files = [("/dtmi/test/lamp-1.json", large.as_str())];
    let failing = Server::start(
        "failing",
        &[("/dtmi/test/lamp-1.json", "status 503 Service Unavailable")],
    );
    let too_large = Server::start("large", &files);
    let cases = [
        (&failing, &[][..], 2, "the server answered 503 Service Unavailable"),
        (&too_large, &["--max-size", "4000"][..], 1, "it is larger than is read"),
    ];
    for (server, arguments, code, why) in cases {
        server.write("room.json", &room());
        server.write("heating.json", &interface("dtmi:test:Heating;1", ""));
        let ran = server.validate(arguments);
        let said = format!(
            "cannot read `{}/dtmi/test/lamp-1.json` for `dtmi:test:Lamp;1`: {why}",
            server.address
        );
        assert!(
            ran.code == code && ran.out.contains(&said),
            "{}\n{}{}",
            said,
            ran.out,
            ran.err
        );
        assert!(ran.out.contains("--> room.json:1:"), "{}", ran.out);
    }
}

#[test]
fn what_is_not_there_is_an_unresolved_reference() {
    let server = Server::start("missing", &[]);
    server.write("room.json", &room());
    let ran = server.validate(&["--format", "json"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert_eq!(ran.out.matches("\"unresolvedReference\"").count(), 2, "{}", ran.out);
}

#[test]
fn a_server_that_is_not_trusted_or_not_there_is_an_error() {
    let server = Server::start("untrusted", &[]);
    let other = Server::start("other", &[]);
    server.write("room.json", &room());
    let mut command = Command::new(env!("CARGO_BIN_EXE_dtdlgen"));
    command.env("SSL_CERT_FILE", &other.certificate);
    let ran = server.run(command, &["validate", "--repository", &server.address, "room.json"]);
    assert!(
        ran.code == 2 && ran.out.contains("invalid peer certificate"),
        "{}{}",
        ran.out,
        ran.err
    );
    assert_eq!(server.asked(), [""; 0]);
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let address = format!("https://localhost:{free}");
    let ran = server.dtdlgen(&["validate", "--repository", &address, "room.json"]);
    let said = format!("cannot read `{address}/dtmi/test/lamp-1.json` for `dtmi:test:Lamp;1`: ");
    assert!(ran.code == 2 && ran.out.contains(&said), "{}{}", ran.out, ran.err);
}

#[test]
fn an_address_that_cannot_be_asked_is_refused_before_anything_is_read() {
    let server = Server::start("refused", &[]);
    server.write("room.json", &room());
    for (address, why) in [
        ("http://localhost", "an address starts with `https://`"),
        ("https://me:secret@localhost", "name or password"),
        ("https://localhost/?a=b", "it ends with its path"),
    ] {
        let ran = server.dtdlgen(&["validate", "--repository", address, "room.json"]);
        assert!(ran.code == 2 && ran.err.contains(why), "{}", ran.err);
        assert!(!ran.err.contains("secret"), "{}", ran.err);
    }
}
