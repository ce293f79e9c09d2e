//! Azure's own models of Device Update, all three, through generated types only: what the service writes, nulls inside
//! objects and maps included, is read and acknowledged, and what the agent says is reported.

#![allow(clippy::unwrap_used, reason = "a test may")]

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use dtdl_tests::shared::{shared, workspace};

/// A program with the three models, made from one text.
const PROGRAM: &str = r##"
use dtdl_runtime::testing::Hub;

macro_rules! version {
    ($name:ident, $model:literal, $id:literal) => {
        mod $name {
            dtdl_runtime::include_dtdl!($model, repository = MODELS, module = contract);

            use contract::device_update;
            use super::{Ack, Desired, Hub, json};

            /// Keeps what the service wrote, and acknowledges an empty object, as the embedded agent does.
            pub(super) struct Agent(std::sync::Mutex<Option<device_update::ServiceMetadata>>);

            impl device_update::PropertyHandler for std::sync::Arc<Agent> {
                async fn service(
                    &self,
                    _: &device_update::Context,
                    desired: Desired<device_update::ServiceMetadata>,
                ) -> Ack<device_update::ServiceMetadata> {
                    *self.0.lock().unwrap() = Some(desired.value);
                    Ack::accepted(device_update::ServiceMetadata::default())
                }
            }

            pub(super) fn check() {
                let agent = std::sync::Arc::new(Agent(std::sync::Mutex::default()));
                let hub = Hub::new();
                let components = contract::Components { device_update: std::sync::Arc::clone(&agent) };
                let device = hub.start(|connection| contract::start(connection, components)).unwrap();
                assert_eq!(hub.model_id().as_deref(), Some($id));

                // A deployment whose second file has been removed from the map.
                let patch = r#"{"deviceUpdate":{"__t":"c","service":{
                    "workflow":{"action":3,"id":"51552a54-765e-419f-892a-c822549b6f38","retryTimestamp":"2022-01-26T11:33:29.9680598Z"},
                    "updateManifest":"{\"manifestVersion\":\"5\"}","updateManifestSignature":"e30.e30.c2ln",
                    "fileUrls":{"f2f4a804ca17afbae":"http://example.com/file","f06bfc80808396ed5":null}}}}"#;
                let version = hub.update_desired_json(patch).unwrap();
                let service = agent.0.lock().unwrap().take().unwrap();
                let workflow = service.workflow.unwrap();
                assert_eq!(workflow.action, Some(3));
                assert_eq!(workflow.id.as_deref(), Some("51552a54-765e-419f-892a-c822549b6f38"));
                assert_eq!(workflow.retry_timestamp.unwrap().to_string(), "2022-01-26T11:33:29.9680598Z");
                assert_eq!(service.update_manifest.as_deref(), Some("{\"manifestVersion\":\"5\"}"));
                let urls = service.file_urls.unwrap();
                assert_eq!(urls.into_iter().collect::<Vec<_>>(), [("f2f4a804ca17afbae".to_owned(), "http://example.com/file".to_owned())]);
                let reported = json(&hub)["properties"]["reported"]["deviceUpdate"]["service"].clone();
                assert_eq!(reported, serde_json::json!({"value": {}, "ac": 200, "av": version}));

                // A cancellation: the rest of the object is gone.
                hub.update_desired_json(
                    r#"{"deviceUpdate":{"service":{"workflow":{"action":255,"id":"x","retryTimestamp":null},
                    "updateManifest":null,"updateManifestSignature":null,"fileUrls":null}}}"#,
                ).unwrap();
                let service = agent.0.lock().unwrap().take().unwrap();
                assert_eq!(service.workflow.unwrap().action, Some(255));
                assert_eq!((service.update_manifest, service.file_urls), (None, None));

                // What the agent says of itself.
                let state = device_update::AgentMetadata::default()
                    .state(0)
                    .workflow(device_update::WorkflowMetadata::default().action(3).id("51552a54"))
                    .installed_update_id("{\"provider\":\"Contoso\",\"name\":\"Foobar\",\"version\":\"1.0\"}")
                    .compat_property_names("manufacturer,model")
                    .device_properties([
                        ("manufacturer".to_owned(), "Contoso".to_owned()),
                        ("model".to_owned(), "Foobar".to_owned()),
                        ("contractModelId".to_owned(), $id.to_owned()),
                        ("aduVer".to_owned(), "DU;agent/1.0.0".to_owned()),
                    ]);
                let report = device_update::Properties::default().agent(state);
                hub.run(device.device_update().report(report)).unwrap();
                let reported = json(&hub)["properties"]["reported"]["deviceUpdate"].clone();
                assert_eq!(reported["__t"], "c");
                assert_eq!(reported["agent"], serde_json::json!({
                    "deviceProperties": {
                        "manufacturer": "Contoso", "model": "Foobar", "contractModelId": $id, "aduVer": "DU;agent/1.0.0",
                    },
                    "compatPropertyNames": "manufacturer,model",
                    "state": 0,
                    "workflow": {"action": 3, "id": "51552a54"},
                    "installedUpdateId": "{\"provider\":\"Contoso\",\"name\":\"Foobar\",\"version\":\"1.0\"}",
                }));
            }
        }
    };
}

use dtdl_runtime::{Ack, Desired};

fn json(hub: &Hub) -> serde_json::Value {
    serde_json::from_str(&hub.twin_json()).unwrap()
}
"##;

#[test]
fn the_contract_models_read_the_service_and_answer_it() {
    let Some(models) = shared("models") else { return };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("device-update");
    fs::create_dir_all(folder.join("src")).unwrap();
    let mut program = PROGRAM.replace("MODELS", &format!("{models:?}"));
    for version in 1..=3 {
        let model = models.join(format!("dtmi/azure/iot/deviceupdatecontractmodel-{version}.json"));
        let id = format!("dtmi:azure:iot:deviceUpdateContractModel;{version}");
        program.push_str(&format!("version!(v{version}, {model:?}, {id:?});\n"));
    }
    program.push_str("fn main() {\n    v1::check();\n    v2::check();\n    v3::check();\n}\n");
    fs::write(folder.join("src/main.rs"), program).unwrap();
    let runtime = workspace().join("runtime");
    let manifest = format!(
        "[workspace]\n\n[package]\nname = \"device-update\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\ndtdl-runtime = {{ path = {runtime:?}, features = [\"testing\"] }}\n\
         serde_json = {{ version = \"1\", features = [\"std\"] }}\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["run", "--offline", "--quiet"])
        .current_dir(&folder)
        // Where the same crates are compiled already.
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap(),
        )
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
