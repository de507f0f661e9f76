//! GitHub's OpenAPI description (npm `@octokit/openapi`): whether a request is one of its
//! operations, and which answers an operation may have.

use std::path::Path;

use serde_json::Value;

/// The description, read from its file.
pub struct Description {
    root: Value,
}

/// Names the description's file, for tests.
const VARIABLE: &str = "TAILORBIRD_GITHUB_OPENAPI";

impl Description {
    /// The description that the environment names. None: it names none, and this is told.
    ///
    /// # Errors
    ///
    /// The file named cannot be read.
    pub fn from_environment() -> Result<Option<Self>, String> {
        match std::env::var_os(VARIABLE) {
            Some(file) => Self::read(Path::new(&file)).map(Some),
            None => {
                println!(
                    "skipped: {VARIABLE} names no description (`cargo xtask test native` does)"
                );
                Ok(None)
            }
        }
    }

    /// Reads `api.github.com.json` of npm `@octokit/openapi`.
    ///
    /// # Errors
    ///
    /// A sentence with the file's name.
    pub fn read(file: &Path) -> Result<Self, String> {
        let told = |err: &dyn std::fmt::Display| format!("{}: {err}", file.display());
        let bytes = std::fs::read(file).map_err(|err| told(&err))?;
        let root = serde_json::from_slice(&bytes).map_err(|err| told(&err))?;
        Ok(Self { root })
    }

    /// A description that is given.
    #[must_use]
    pub fn from_value(root: Value) -> Self {
        Self { root }
    }

    /// Path template and operation by `operationId`.
    fn operation(&self, id: &str) -> Option<(&str, &Value)> {
        let paths = self.root.get("paths")?.as_object()?;
        paths.iter().find_map(|(path, item)| {
            let get = item.get("get")?;
            (get.get("operationId")?.as_str()? == id).then_some((path.as_str(), get))
        })
    }

    /// The operation that a GET request is: the template that fits with the most fixed parts.
    #[must_use]
    pub fn operation_of(&self, target: &str) -> Option<String> {
        let path = target.split('?').next()?;
        let paths = self.root.get("paths")?.as_object()?;
        let fitting = paths.iter().filter(|(template, _)| fits(template, path));
        let get = fitting.filter_map(|(template, item)| Some((template, item.get("get")?)));
        let best = get.min_by_key(|(template, _)| template.matches('{').count())?;
        best.1.get("operationId")?.as_str().map(str::to_owned)
    }

    /// Whether a request is that operation, with parameters and values that it has.
    ///
    /// # Errors
    ///
    /// What is wrong.
    pub fn check(&self, id: &str, target: &str) -> Result<(), String> {
        let (template, operation) = self.operation(id).ok_or(format!("no operation {id}"))?;
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        if !fits(template, path) {
            return Err(format!("{path} is not {template}"));
        }
        let found = template.split('/').zip(path.split('/'));
        for (name, value) in found.filter_map(|(part, value)| Some((hole(part)?, value))) {
            let schema = self.parameter(operation, "path", name)?;
            self.accepts(schema, name, &decoded(value))?;
        }
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let schema = self.parameter(operation, "query", name)?;
            let value = decoded(value);
            self.accepts(schema, name, &value)?;
            if name == "per_page" && value.parse::<u32>().is_ok_and(|n| n > 100) {
                return Err(format!("per_page={value} is more than 100"));
            }
        }
        Ok(())
    }

    fn parameter<'a>(
        &'a self,
        operation: &'a Value,
        place: &str,
        name: &str,
    ) -> Result<&'a Value, String> {
        let all = operation.get("parameters").and_then(Value::as_array);
        let mut all = all.into_iter().flatten().map(|value| self.resolve(value));
        let found = all.find(|value| is(value, "in", place) && is(value, "name", name));
        let schema = found.and_then(|value| value.get("schema"));
        schema.ok_or(format!("no {place} parameter `{name}`"))
    }

    fn accepts(&self, schema: &Value, name: &str, value: &str) -> Result<(), String> {
        let schema = self.resolve(schema);
        if let Some(any) = schema
            .get("oneOf")
            .or(schema.get("anyOf"))
            .and_then(Value::as_array)
        {
            let fits = any.iter().any(|one| self.accepts(one, name, value).is_ok());
            return if fits {
                Ok(())
            } else {
                Err(format!("{name}={value}"))
            };
        }
        if let Some(words) = schema.get("enum").and_then(Value::as_array)
            && !words.iter().any(|word| word.as_str() == Some(value))
        {
            return Err(format!("{name}={value} is none of its words"));
        }
        let fits = match schema.get("type").and_then(Value::as_str) {
            Some("integer") => value.parse::<i64>().is_ok(),
            Some("boolean") => matches!(value, "true" | "false"),
            _ => !value.is_empty(),
        };
        if fits {
            Ok(())
        } else {
            Err(format!("{name}={value} has the wrong type"))
        }
    }

    /// The JSON schema of an operation's success.
    #[must_use]
    pub fn answer(&self, id: &str) -> Option<&Value> {
        let (_, operation) = self.operation(id)?;
        let reply = self.resolve(operation.get("responses")?.get("200")?);
        reply.get("content")?.get("application/json")?.get("schema")
    }

    /// What a `$ref` leads to, or the value itself.
    #[must_use]
    pub fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        let mut value = value;
        // No reference of a sound description is that deep.
        for _ in 0..20 {
            let Some(path) = value.get("$ref").and_then(Value::as_str) else {
                break;
            };
            let found = self.root.pointer(path.trim_start_matches('#'));
            value = found.unwrap_or(&Value::Null);
        }
        value
    }
}

fn is(value: &Value, key: &str, word: &str) -> bool {
    value.get(key).and_then(Value::as_str) == Some(word)
}

fn hole(part: &str) -> Option<&str> {
    part.strip_prefix('{')?.strip_suffix('}')
}

/// `{path}` at the end takes the rest.
fn fits(template: &str, path: &str) -> bool {
    if let Some(start) = template.strip_suffix("{path}") {
        let n_parts = start.matches('/').count();
        let cut = path.match_indices('/').nth(n_parts.saturating_sub(1));
        return cut.is_some_and(|(at, _)| {
            let head = path.get(..=at).unwrap_or_default();
            fits(start, head) && path.len() > at + 1
        });
    }
    let (template, path): (Vec<&str>, Vec<&str>) =
        (template.split('/').collect(), path.split('/').collect());
    let same = |(part, value): (&&str, &&str)| {
        if hole(part).is_some() {
            !value.is_empty()
        } else {
            *part == *value
        }
    };
    template.len() == path.len() && template.iter().zip(&path).all(same)
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8_lossy()
        .into_owned()
}
