dtdl_runtime::include_dtdl!(
    "models/dtmi/com/example/thermostat-1.json",
    replace = ("dtmi:dtdl:instance:Schema:double;2", crate::Celsius)
);

#[derive(Debug, Clone, PartialEq)]
pub struct Celsius(pub f64);

fn main() {}
