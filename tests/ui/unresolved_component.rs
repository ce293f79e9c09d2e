dtdl_runtime::include_dtdl!("models/unresolved_component.json", repository = "models");

fn main() {}
