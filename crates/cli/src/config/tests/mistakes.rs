//! One case a mistake: where it is, what is said, what is advised.

use super::super::*;

/// `LINE:COLUMN: AT: MESSAGE; REMEDY` of each mistake.
fn check(text: &str, expect: &[&str]) {
    let told = match parse(text, "t") {
        Ok(_) => Vec::new(),
        Err(problems) => {
            let text = problems.to_string();
            let lines = text.lines().skip(1);
            lines.map(|line| line["t:".len()..].to_owned()).collect()
        }
    };
    assert_eq!(told, expect, "{text}");
}

#[test]
fn toml_that_is_none() {
    let told = parse("a = 1\nb = = 2\n", "x.toml").unwrap_err();
    assert_eq!(told.list[0].line, 2);
    assert!(told.to_string().starts_with("read x.toml: "));
    assert!(told.to_string().contains("x.toml:2:"));
    assert!(parse(&"a=[".repeat(100_000), "x").is_err());
}

#[test]
fn keys_and_types() {
    check(
        "titel = \"x\"\n[[owners]]\ngroop = \"a\"\npatterns = [\"b\"]\n[zzz]\n",
        &[
            "1:1: the key `titel` is unknown; did you mean `title`?",
            "2:1: owners[0]: it has no `group`; add group = \"…\"",
            "3:1: owners[0]: the key `groop` is unknown; did you mean `group`?",
            "5:2: the key `zzz` is unknown; known here are title, repository, projects, owners, \
             categories, dimensions, renames, counterparts, steps, required, thresholds, runs, \
             data, link_hosts, limits, stale_after_hours, offline, collect, version",
        ],
    );
    check(
        "runs = \"ten\"\ntitle = 3\nowners = {}\nsteps = []\n",
        &[
            "1:8: runs: it is a string, not a whole number; write it like 10",
            "2:9: title: it is a whole number, not a string; write it like \"text\"",
            "3:10: owners: it is a table, not a list; write it like [\"first\", \"second\"]",
            "4:9: steps: it is a list, not a table; write it like { key = \"value\" }",
        ],
    );
    check(
        "runs = 0\nstale_after_hours = 4294967296\nthresholds.demotion_flake_rate = 5.0\ntitle = \" \"",
        &[
            "1:8: runs: it is not 1 or more; write a whole number from 1 on",
            "2:21: stale_after_hours: it is too large; write a number up to 4294967295",
            "3:34: thresholds.demotion_flake_rate: it is no rate; write a number from 0 to 1",
            "4:9: title: it is empty; fill it in or leave the line out",
        ],
    );
    check(
        "version = 2",
        &[
            "1:11: version: it is written for a newer tailorbird; update tailorbird, or write version = 1",
        ],
    );
}

#[test]
fn projects() {
    check(
        "repository = \"https://github.com/a/b\"",
        &[
            "1:14: repository: `https://github.com/a/b` is no repository; write OWNER/NAME as in github.com/OWNER/NAME",
        ],
    );
    check(
        "repository = \"a/b\"\n[[projects]]\nrepository = \"c/d\"\n[[projects]]\nid = \"d\"\nrepository = \"e/f\"\n[[projects]]\nid = \"A B\"\n",
        &[
            "1:14: repository: it is given beside projects; write it inside of [[projects]] only",
            "5:6: projects[1].id: `d` stands there twice; give each a `id` of its own",
            "7:1: projects[2]: it has no `repository`; add repository = \"…\"",
            "8:6: projects[2].id: `A B` is no id; write small letters, digits, dots and dashes only, at most 60",
        ],
    );
    check(
        "[[projects]]\nrepository = \"a/b\"\nworkflows = [\n{},\n{ file = \".github/workflows/a.yml\", role = \"night\" },\n{ event = \"On Push\", role = \"nightly\", jobs = [\"*\"] },\n]",
        &[
            "4:1: projects[0].workflows[0]: it names no workflow; add file = \"ci.yaml\" or event = \"schedule\"",
            "4:1: projects[0].workflows[0]: nothing says what its runs are; add role = \"nightly\" or role = \"pull-request\"",
            "5:10: projects[0].workflows[1].file: `.github/workflows/a.yml` is no file name of a workflow; write the name below .github/workflows, such as \"ci.yaml\"",
            "5:44: projects[0].workflows[1].role: `night` is no role; write nightly or pull-request",
            "6:11: projects[0].workflows[2].event: `On Push` is no event; write GitHub's word, such as \"schedule\" or \"pull_request\"",
            "6:47: projects[0].workflows[2].jobs: jobs belong to a workflow's file; add file = \"…\" beside it",
        ],
    );
}

#[test]
fn owners_have_no_email() {
    let remedy = "it is an e-mail address; write a GitHub login or ORG/TEAM: the file is published";
    check(
        "[[owners]]\ngroup = \"a@b.org\"\npatterns = [\"*\"]\ngithub = [\"@ok\", \"who@example.org\", \"no name\"]\nchat = \"mailto:a@b.org\"\n[[owners]]\ngroup = \"g\"\nchat = \"http://x\"\n",
        &[
            &format!("2:9: owners[0].group: {remedy}"),
            &format!("4:18: owners[0].github[1]: {remedy}"),
            "4:37: owners[0].github[2]: `no name` is no GitHub name; write a login such as \"octocat\" or \"org/team\"",
            &format!("5:8: owners[0].chat: {remedy}"),
            "6:1: owners[1]: it matches no job; add patterns = [\"*part of a job's name*\"]",
            "8:8: owners[1].chat: it is no https link; write \"https://…\"",
        ],
    );
}

#[test]
fn patterns_and_dimensions() {
    let told = parse(
        "[[categories]]\nname = \"é\"\npatterns = [\"//\", \"/(/\"]",
        "t",
    )
    .unwrap_err();
    assert_eq!(told.list.len(), 2);
    assert_eq!((told.list[1].line, told.list[1].column), (3, 19));
    assert!(
        told.list[1]
            .message
            .starts_with("failed to read the pattern /(/")
    );
    check(
        "dimensions = { owner = [\"a\"], Host = [\"b\"], os = [\"a*b\", \"*\"] }\ncategories = [{ name = \"c\", patterns = [\"*\"] }, { name = \"c\", patterns = [\"*\"] }]",
        &[
            "1:24: dimensions.owner: `owner` means something else in the search box; choose another name",
            "1:38: dimensions.Host: `Host` is no name of a dimension; write small letters, digits and dashes only",
            "1:51: dimensions.os[0]: `a*b` has its * in the wrong place; a value may begin or end in *, such as \"qemu-*\"",
            "1:58: dimensions.os[1]: `*` has its * in the wrong place; a value may begin or end in *, such as \"qemu-*\"",
            "2:58: categories[1].name: `c` stands there twice; give each a `name` of its own",
        ],
    );
}

#[test]
fn renames_required_and_places() {
    check(
        "renames = [{ from = \"a\", to = \"b\" }, { from = \"b\", to = \"a\" }, { from = \"a\", to = \"c\" }]",
        &[
            "1:38: renames[1]: it leads back to its own name; leave it out",
            "1:64: renames[2]: its `from` was renamed above already; keep one of them",
        ],
    );
    check(
        "required = { from = \"list\" }\n[[projects]]\nrepository = \"a/b\"\nrequired = { from = \"data\", file = \"x\", jobs = [\"y\"] }\n[[projects]]\nrepository = \"a/c\"\nrequired = { from = \"me\" }",
        &[
            "1:12: required: the list is empty; add jobs = [\"full name of a job\"]",
            "4:36: projects[0].required.file: the file is not used; write from = \"gatekeeper\", or leave it out",
            "4:48: projects[0].required.jobs: the jobs are not used; write from = \"list\", or leave them out",
            "7:21: projects[1].required.from: `me` is no source; write data, branch-protection, gatekeeper or list",
        ],
    );
    check(
        "data = [\"javascript:alert(1)\", \"//x\", \"a?b:c\"]\nlink_hosts = [\"https://x\"]",
        &[
            "1:9: data[0]: `javascript:alert(1)` is neither relative nor https; write a path beside the page, such as \"data/manifest.json\"",
            "1:32: data[1]: `//x` is neither relative nor https; write a path beside the page, such as \"data/manifest.json\"",
            "2:15: link_hosts[0]: `https://x` is no host name; write the name alone, such as \"github.com\"",
        ],
    );
}
