import assert from "node:assert/strict";
import { gatherAll } from "../../../../src/tenant/exports/gathering";
import {
  aPolicy,
  comesTo,
  exported,
  inputsOf,
  POLICY,
  previewed,
  type Resource,
  resource,
  SECRET,
  step,
} from "./a-stack";

const inputsWith = (users: object, clientAppTypes: readonly string[] = ["all"]) =>
  inputsOf({ clientAppTypes, users: { includedUsers: ["All"], ...users } });

const policy = (rest: object = {}, inputs: object = inputsOf()): Resource => aPolicy(inputs, rest);
const generic = (url: unknown, inputs: object = { url, body: {} }): Resource => ({
  urn: "urn:pulumi:dev::ca::msgraph:index/resource:Resource::r",
  type: "msgraph:index/resource:Resource",
  custom: true,
  id: "r",
  inputs,
  outputs: inputs,
});
const by = (name: string, rest: object = {}) => ({
  provider: `urn:pulumi:dev::ca::pulumi:providers:azuread::${name}::${name}`,
  ...rest,
});

const interrupted = (type: string) => exported([policy()], { pending_operations: [{ type, resource: policy() }] });
const withGeneric = (url: unknown) => exported([policy(), generic(url)]);
/** A policy by one provider, and a location by the other. */
const ofTwo = (one: string, other: string) =>
  exported([policy(by(one)), resource("NamedLocation", {}, by(other, { id: "/l/1" }))]);

/** What would be proved if it were taken at its word. */
const NEVER_PROVED: Readonly<Record<string, unknown>> = {
  "an update of the policy that was interrupted": interrupted("updating"),
  "a deletion of the policy that was interrupted": interrupted("deleting"),
  "a policy that was deleted before its replacement was made": exported([policy({ pendingReplacement: true })]),
  "a policy that was made halfway": exported([policy({ initErrors: ["timeout"] })]),
  "a policy whose outputs aren't written": exported([policy({ outputs: undefined })]),
  "a policy whose outputs are a secret": exported([policy({ outputs: SECRET })]),
  "a component that is called like a policy": exported([policy({ custom: false })]),
  "a policy that a preview is only to read": previewed([step("read", policy({ external: true }))]),
  "a preview that may be corrupt": previewed([step("create", policy())], { maybeCorrupt: true }),
  "a step of an unknown kind": previewed([step("transmogrify", policy())]),
  "a policy that a generic resource writes to": withGeneric(`identity/policies/${POLICY.toUpperCase()}`),
  "a preview that doesn't show what stays": previewed([step("update", policy())], { changeSummary: { same: 9 } }),
  "policies of two providers that only together hold": exported([
    policy(by("one"), inputsWith({}, ["browser"])),
    policy(
      by("other", { id: "/p/cccccccc-4444-4000-8000-000000000002", urn: "urn:pulumi:dev::ca::x::second" }),
      inputsWith({}, ["mobileAppsAndDesktopClients", "exchangeActiveSync", "other"]),
    ),
  ]),
  "a policy and a location of two providers": ofTwo("one", "other"),
  "a default provider and one that is called like it": ofTwo("default_6_9_1", "default_china"),
};

describe("what a stack can't tell", () => {
  it("is no part of this: the same stack is proved without it", () => {
    assert.equal(comesTo(exported([policy()])), "proved");
    assert.equal(comesTo(previewed([step("update", policy())])), "proved");
    assert.equal(comesTo(ofTwo("one", "one")), "proved");
    assert.equal(comesTo(ofTwo("default_6_9_1", "default_6_8_0")), "proved");
  });

  for (const [name, json] of Object.entries(NEVER_PROVED))
    it(`proves nothing: ${name}`, () => {
      assert.notEqual(comesTo(json), "proved");
      assert.doesNotMatch(comesTo(json), /hunter2/);
    });

  it("is said with what to do about it", () => {
    assert.equal(
      comesTo(interrupted("updating")),
      "an operation was interrupted or failed halfway, so the state may not match the tenant; run `pulumi refresh`, and export it again",
    );
  });

  it("is whether two stacks in one folder are of one tenant", () => {
    const documents = ["a.json", "b.json"].map((name) => ({ name, json: exported([policy()]) }));
    assert.deepEqual(
      gatherAll(documents).leftOut.map(({ name }) => name),
      ["b.json"],
    );
  });
});
