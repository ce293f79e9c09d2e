//! A program that uses everything that was generated for a model: every setter, every handler.

use core::fmt::Write as _;

use dtdl_codegen::plan::{Member, Module, Plan, RustType};

use crate::types;

/// Rust that uses a generated module, to stand beside it.
#[must_use]
pub fn usage(plan: &Plan) -> String {
    let printer = Printer { plan };
    let mut out = String::from("pub struct Handler;\n");
    for (index, module) in plan.modules.iter().enumerate() {
        let path = printer.path(index);
        // Who has the types of another interface has its handlers as well.
        if module.is_addressed && module.same_as.is_none() {
            printer.handlers(module, &path, &mut out);
        }
        printer.messages(module, &path, &mut out);
        if module.is_root {
            printer.start(module, &path, &mut out);
        }
    }
    out
}

struct Printer<'a> {
    plan: &'a Plan,
}

impl Printer<'_> {
    fn path(&self, index: usize) -> String {
        types::module(self.plan, "", index)
    }

    fn handlers(&self, module: &Module, path: &str, out: &mut String) {
        if !module.desired.is_empty() {
            let methods: String = module
                .desired
                .iter()
                .map(|desired| {
                    let (method, unset, ty) = (&desired.method, &desired.unset, self.ty(&desired.ty));
                    format!(
                        "async fn {method}(&self, _: &{path}::Context, desired: dtdl_runtime::Desired<{ty}>) -> \
                         dtdl_runtime::Ack<{ty}> {{ dtdl_runtime::Ack::accepted(desired.value) }}\n\
                         async fn {unset}(&self, _: &{path}::Context) -> Option<{ty}> {{ None }}\n"
                    )
                })
                .collect();
            let _ = writeln!(out, "impl {path}::PropertyHandler for Handler {{ {methods} }}");
        }
        if !module.commands.is_empty() {
            let methods: String = module
                .commands
                .iter()
                .map(|command| {
                    let request = command
                        .request
                        .as_ref()
                        .map(|(name, ty)| format!(", {name}: {}", self.ty(ty)))
                        .unwrap_or_default();
                    let used = command
                        .request
                        .as_ref()
                        .map(|(name, _)| format!("let _ = {name};"))
                        .unwrap_or_default();
                    let response = command
                        .response
                        .as_ref()
                        .map_or_else(|| "()".to_owned(), |ty| self.ty(ty));
                    format!(
                        "async fn {}(&self, _: &{path}::Context{request}) -> dtdl_runtime::CommandResult<{response}> \
                         {{ {used} Err(dtdl_runtime::CommandError::new(501, \"no\")) }}\n",
                        command.method
                    )
                })
                .collect();
            let _ = writeln!(out, "impl {path}::CommandHandler for Handler {{ {methods} }}");
        }
    }

    /// A message of each kind, made by its setters from values of the right types.
    fn messages(&self, module: &Module, path: &str, out: &mut String) {
        let number = self
            .plan
            .modules
            .iter()
            .position(|other| other.id == module.id)
            .unwrap_or_default();
        for (ty, members) in [("Telemetry", &module.telemetry), ("Properties", &module.properties)] {
            if members.is_empty() {
                continue;
            }
            let arguments: Vec<String> = members
                .iter()
                .enumerate()
                .map(|(index, member)| format!("v{index}: {}", self.given(member)))
                .collect();
            let setters: String = members
                .iter()
                .enumerate()
                .map(|(index, member)| format!(".{}(v{index})", member.setter))
                .collect();
            let cleared: String = members
                .iter()
                .filter_map(|member| Some(format!(".{}()", member.clear.as_ref()?)))
                .collect();
            let _ = writeln!(
                out,
                "pub fn {}_{number}({}) -> {path}::{ty} {{ {path}::{ty}::default(){setters}{cleared} }}",
                ty.to_lowercase(),
                arguments.join(", ")
            );
        }
    }

    fn start(&self, module: &Module, path: &str, out: &mut String) {
        let handler = if module.needs_handler() { ", Handler" } else { "" };
        let fields: String = module
            .components
            .iter()
            .filter(|component| component.parameter.is_some())
            .map(|component| format!("{}: Handler,", component.accessor))
            .collect();
        let components = if fields.is_empty() {
            String::new()
        } else {
            format!(", {path}::Components {{ {fields} }}")
        };
        let accessors: String = module
            .components
            .iter()
            .map(|component| format!("let _ = device.{}().component_name();", component.accessor))
            .collect();
        let _ = writeln!(
            out,
            "pub fn start(connection: dtdl_runtime::Connection) -> Result<(), dtdl_runtime::Error> {{ let device = \
             {path}::start(connection{handler}{components})?; {accessors} drop(device); Ok(()) }}"
        );
    }

    /// What a setter takes.
    fn given(&self, member: &Member) -> String {
        match &member.ty {
            RustType::Box(of) => self.ty(of),
            ty => self.ty(ty),
        }
    }

    fn ty(&self, ty: &RustType) -> String {
        types::path(self.plan, "", ty)
    }
}
