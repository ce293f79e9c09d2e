dtdl_runtime::include_dtdl!("models/invalid_json.json");

fn main() {}
