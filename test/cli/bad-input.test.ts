import assert from "node:assert/strict";
import { suiteFolder } from "../temporary-folder";
import { aPolicy, aTenant } from "./a-tenant";
import { recordedRun } from "./recorded-run";
import { readVerdicts } from "./verdict-schema";

describe("azmfa with input that it can't use", () => {
  const files = suiteFolder();
  const good = () => files.write("good.json", aTenant([aPolicy()]));
  const nested = `${"[".repeat(5000)}${"]".repeat(5000)}`;
  const OPEN_END = `{\n "policies": [{"id": "a", "displayName": "A", "state": "enabled", "conditions": {"x": ${nested}}}]}`;
  const deep = () => files.write("deep.json", OPEN_END);
  const log = () => files.write("log.json", "[]");
  const events = () => files.write("events.json", `{"sequence": 1, "x": ${nested}}\n`);
  const config = () => files.write("config.json", `{"approved-exclusions": ${nested}}`);

  const commandLines: readonly (readonly [title: string, args: readonly string[], says: RegExp])[] = [
    ["no command", [], /^Usage: azmfa/],
    ["a misspelt command", ["prov"], /unknown command 'prov'\n\(Did you mean prove\?\)/],
    ["an option before the command", ["--format", "json", "prove"], /unknown option '--format'/],
    ["a misspelt option", ["prove", "--formt", "json", "x"], /unknown option '--formt'\n\(Did you mean --format\?\)/],
    ["a command that is a word of JavaScript's", ["constructor"], /unknown command 'constructor'/],
    ["an unknown format", ["prove", "--format", "jsn", "x"], /'jsn' is invalid\. Allowed choices are human, json/],
    ["an option without its value", ["prove", "x", "--on"], /'--on <YYYY-MM-DD>' argument missing/],
    ["an option in place of a value", ["prove", "--on", "--whole", "x"], /'--whole' is invalid/],
    ["a second register", ["prove", "x", "--exclusions", "a", "--exclusions", "b"], /is given more than once/],
    ["a switch with a value", ["whatif", "--live=yes"], /unknown option '--live=yes'/],
    ["no file", ["prove"], /missing required argument 'TENANT'\nsee azmfa prove --help/],
    ["one file to compare", ["diff", "x"], /missing required argument 'AFTER'/],
    ["three files to compare", ["diff", "x", "y", "z"], /Expected 2 arguments but got 3/],
    ["a day that there isn't", ["prove", "--on", "2027-02-30", "x"], /'2027-02-30' is invalid\. Use a date such as/],
    ["a snapshot without a file to write", ["snapshot"], /option '--out <TENANT\.json>' not specified/],
    ["a tenant to verify a bundle", ["audit", "--verify", "x", "y"], /--verify takes no tenant and no other option/],
    ["a format to verify a bundle", ["audit", "--verify", "x", "--format", "json"], /and no other option/],
    ["standard input to keep in a bundle", ["audit", "-", "--bundle", "x"], /takes no standard input/],
    ["standard output for a certificate", ["prove", "x.json", "--certificate", "-"], /takes a file to write/],
    ["a log without a tenant", ["replay", "x"], /name sign-in logs and --tenant/],
    ["a tenant and the live one", ["replay", "x", "--tenant", "y", "--live"], /'--live' cannot be used with/],
    ["a file where none is taken", ["snapshot", "--out", "x", "y"], /Expected 0 arguments but got 1/],
    ["no policies to assume on", ["prove", "--as-if-enabled=", "x"], /leave the equals sign out/],
    ["a terminal's escape in the command", ["\u001b[31m"], /unknown command '\\u\{1b\}\[31m'/],
  ];
  for (const [title, args, says] of commandLines)
    it(`refuses ${title}`, async () => {
      const { status, out, err } = await recordedRun(args);
      assert.deepEqual({ status, out }, { status: 2, out: "" });
      assert.match(err, says);
    });

  for (const [command, option] of Object.entries({ prove: "--certificate", audit: "--out" }))
    it(`names the path that ${option} gives if it can't be written`, async () => {
      const path = `${files.write("a-file", "")}/below`;
      const { status, err } = await recordedRun([command, good(), option, path]);
      assert.match(err, new RegExp(`^azmfa: \`${path}\` could not be written: its folder doesn't exist$`, "m"));
      assert.equal(status, 2);
    });

  it("says that it writes no certificate where nothing is proved", async () => {
    const open = files.write("open.json", aTenant([aPolicy({ state: "disabled" })]));
    const { status, err } = await recordedRun(["prove", open, "--certificate", "none.json"]);
    assert.deepEqual({ status, err }, { status: 1, err: "azmfa: no certificate is written: nothing is proved\n" });
  });

  it("judges the other files, prints nothing for the bad one, and exits with 2", async () => {
    const bad = files.write("bad.json", '{"policies": [}');
    const { status, out, err } = await recordedRun(["prove", "--format", "json", good(), bad, good()]);
    assert.deepEqual(
      readVerdicts(out).map(({ verdict }) => verdict),
      ["proved", "proved"],
    );
    assert.match(err, /bad\.json:1:15: value expected here/);
    assert.equal(status, 2);
  });

  it("gives every place where a tenant file has the wrong shape", async () => {
    const bad = files.write("shape.json", { policies: {}, users: [{}], groups: 3 });
    const { status, err } = await recordedRun(["prove", bad]);
    assert.equal(status, 2);
    for (const path of ["policies", "users[0].id", "groups"]) assert.ok(err.includes(`shape.json: ${path}: `), err);
  });

  const missing = (name: string) => `${files.path}/${name}`;
  for (const [title, args, says] of [
    [
      "a file is missing",
      () => ["prove", missing("no.json")],
      /no\.json: there is no such file or folder; check the path\n/,
    ],
    [
      "a name is empty, as after an unset variable",
      () => ["prove", ""],
      /^a file with an empty name: .* no such file or folder; check the path\n$/,
    ],
    [
      "a register is missing",
      () => ["prove", "--exclusions", missing("no.yaml"), good()],
      /no\.yaml:1:1 error\[missing-f/,
    ],
    ["a tenant nests too deep", () => ["prove", deep()], /deep\.json:2:\d+: lists and objects nest more than 100 deep/],
    ["one does to audit", () => ["audit", deep()], /deep\.json:2:\d+: lists and objects nest more/],
    ["one does to diff", () => ["diff", good(), deep()], /deep\.json:2:\d+: lists and objects nest more/],
    ["one does to replay", () => ["replay", log(), "--tenant", deep()], /deep\.json:2:\d+: lists and objects nest/],
    ["events do", () => ["findings", events()], /events\.json:1:\d+: lists and objects nest/],
    [
      "a configuration does",
      () => ["check-config", config()],
      /config\.json:1:\d+: the file nests too deep to be read/,
    ],
  ] as const)
    it(`says with its place that ${title}`, async () => {
      const { status, err } = await recordedRun(args());
      assert.equal(status, 2);
      assert.match(err, says);
    });

  it("reports every error of a register with its place, and judges nothing", async () => {
    const register = files.write("register.yaml", "exclusions:\n  - user: bob\n    kind: freind\n");
    const { status, out, err } = await recordedRun(["prove", "--exclusions", register, good()]);
    assert.deepEqual({ status, out }, { status: 2, out: "" });
    assert.match(err, /register\.yaml:2:11 error\[wrong-value\]/);
    assert.match(err, /register\.yaml:3:11 error\[wrong-value\]/);
  });
});
