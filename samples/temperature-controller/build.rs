//! Generates the device's types from its model.

fn main() -> Result<(), dtdl_codegen::Error> {
    dtdl_codegen::Builder::new()
        .model("models/dtmi/com/example/temperaturecontroller-1.json")
        .repository("models")
        .generate()
}
