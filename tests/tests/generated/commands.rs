//! Commands with a request, a response, both or neither.

use dtdl_runtime::testing::Hub;
use dtdl_runtime::{CommandError, CommandResponse, CommandResult, Duration};

include!("../../../dtdl-codegen/tests/cases/commands/generated.rs");

use commands::{CalibrateRequest, Context, MeasureRequest, ReportElement};

struct Handler;

impl commands::CommandHandler for Handler {
    async fn ping(&self, _: &Context) -> CommandResult<()> {
        Ok(().into())
    }

    async fn wait(&self, _: &Context, request: Duration) -> CommandResult<()> {
        assert_eq!(request.to_string(), "PT5M");
        Ok(CommandResponse::accepted())
    }

    async fn ask(&self, _: &Context) -> CommandResult<String> {
        Ok("yes".to_owned().into())
    }

    async fn measure(&self, _: &Context, payload: MeasureRequest) -> CommandResult<Vec<ReportElement>> {
        let port = payload.port.unwrap_or_default();
        Ok(vec![ReportElement::default().value(f64::from(port) / 2.0)].into())
    }

    async fn calibrate(&self, _: &Context, payload: CalibrateRequest) -> CommandResult<()> {
        match payload.offset {
            Some(offset) if offset.abs() < 1.0 => Ok(().into()),
            _ => Err(CommandError::new(409, "too far")),
        }
    }
}

#[test]
fn each_form_of_a_command_is_called_and_answered() {
    let hub = Hub::new();
    let _device = hub.start(|connection| commands::start(connection, Handler)).unwrap();
    let called = |command: &str, request: &str| {
        let answer = hub.call_json(command, request).unwrap();
        (answer.status, answer.payload)
    };
    assert_eq!(called("ping", "").0, 200);
    assert_eq!(called("wait", "\"PT5M\"").0, 202);
    assert_eq!(called("ask", "null"), (200, "\"yes\"".to_owned()));
    assert_eq!(
        called("measure", r#"{"port":7}"#),
        (200, r#"[{"value":3.5}]"#.to_owned())
    );
    assert_eq!(called("calibrate", r#"{"offset":0.5}"#).0, 200);
    assert_eq!(called("calibrate", r#"{"offset":2}"#).0, 409);
    assert_eq!(called("measure", "7").0, 400, "a request that is not the model's");
    assert_eq!(called("sleep", "").0, 404, "a command that the model does not have");
}
