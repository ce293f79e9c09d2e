dtdl_runtime::include_dtdl!("models/invalid_utf8.json");

fn main() {}
