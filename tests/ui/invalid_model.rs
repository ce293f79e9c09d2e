dtdl_runtime::include_dtdl!("models/invalid_model.json");

fn main() {
    // What is sound is there all the same, so the model's mistakes are all that is shown.
    let _ = lamp::Telemetry::default().brightness(0.5);
}
