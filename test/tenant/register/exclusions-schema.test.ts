import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import fc from "fast-check";
import { stringify } from "yaml";
import type { RegisterErrorCode } from "../../../src/tenant/register/register-text";
import { always } from "../../times";
import { ALICE, BOB, GROUP, read } from "./register-builders";

const validate = new Ajv({ strict: true, strictRequired: false, allErrors: true }).compile(
  JSON.parse(readFileSync("config/exclusions.schema.json", "utf8")),
);

/** What a schema can't say: it compares neither entries with each other nor ids without case. */
const BEYOND_A_SCHEMA: readonly RegisterErrorCode[] = ["duplicate"];

/** Mostly good values with a bad one now and then, so that good and bad documents both come up. */
const mostly = <T>(good: fc.Arbitrary<T>, ...bad: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 30, arbitrary: good }, { weight: 1, arbitrary: fc.constantFrom(...bad) });

const arbId = fc.constantFrom(ALICE, BOB, GROUP, ALICE.toUpperCase(), "aaaaaaaa-0000-4000-8000-00000000000f");
const arbPlacedId = mostly(arbId, "bob", "bob@contoso.example", "All", "None", 7, null, "", true, [ALICE], `${ALICE} `);
const TEXTS = ["because", "x y", "7", "true", "a: b", "ä"];
const arbText = mostly(fc.constantFrom(...TEXTS), null, "", "  ", "\n", 7, true, ["x"], { a: 1 });
const NO_DAYS = ["2027-02-29", "2100-02-29", "2027-04-31", "2027-00-10", "2027-13-01", "2027-1-1", "soon", ""];
const DAYS = ["2027-01-31", "2028-02-29", "2000-02-29", "2027-04-30"];

const required = {
  kind: mostly(fc.constantFrom("break-glass", "service-account", "exception"), "Exception", "other", "", null, 1, []),
  reason: arbText,
  owner: arbText,
  approvedBy: arbText,
  reviewBy: mostly(fc.constantFrom(...DAYS), ...NO_DAYS, null, 20270131),
};
const arbMembers = mostly(fc.array(arbPlacedId, { maxLength: 3 }), null, "x", {}, 7);
const extra = { note: fc.constant("x"), Owner: fc.constant("x") };

const arbEntry = fc
  .oneof(
    { weight: 9, arbitrary: fc.record({ user: arbPlacedId, ...required }) },
    { weight: 9, arbitrary: fc.record({ group: arbPlacedId, ...required }) },
    { weight: 9, arbitrary: fc.record({ group: arbPlacedId, members: arbMembers, ...required }) },
    { weight: 1, arbitrary: fc.record({ user: arbPlacedId, members: arbMembers, ...required }) },
    { weight: 3, arbitrary: fc.record({ user: arbId, group: arbId, ...required, ...extra }, { requiredKeys: [] }) },
  )
  .map((entry) => entry as unknown);

const NO_REGISTERS = [[], "x", 7, {}, { exclusions: null }, { exclusions: {} }, { exclusions: [], more: 1 }];
const arbDocument = fc.oneof(
  { weight: 20, arbitrary: fc.record({ exclusions: fc.array(mostly(arbEntry, null, "x", 7, []), { maxLength: 3 }) }) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(...NO_REGISTERS) },
);

/** The loader's answer, without the objections that a schema has no words for. */
function loaderAccepts(document: unknown): boolean {
  const result = read(stringify(document));
  return result.ok || result.errors.every(({ code }) => BEYOND_A_SCHEMA.includes(code));
}

/** The schema's answer; an exact repeat in `members` is the one kind of repeat that it sees. */
function schemaAccepts(document: unknown): boolean {
  validate(document);
  return (validate.errors ?? []).every(({ keyword }) => keyword === "uniqueItems");
}

describe("the JSON Schema for editors", () => {
  it("accepts exactly what the loader accepts, repeats aside", () => {
    const seen = { accepted: 0, refused: 0 };
    always(300, [arbDocument], (document) => {
      const accepts = loaderAccepts(document);
      seen[accepts ? "accepted" : "refused"]++;
      assert.equal(schemaAccepts(document), accepts, JSON.stringify(validate.errors));
    });
    assert.ok(seen.accepted > 60 && seen.refused > 60, JSON.stringify(seen));
  });

  it("accepts the dev stack's register, which names it", () => {
    const text = readFileSync("config/dev.yaml", "utf8");
    assert.match(text, /^# yaml-language-server: \$schema=\.\/exclusions\.schema\.json$/m);
    assert.equal(loaderAccepts({ exclusions: [] }) && read(text).ok, true);
  });
});
