dtdl_runtime::include_dtdl!("models/nowhere.json");

fn main() {}
