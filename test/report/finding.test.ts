import assert from "node:assert/strict";
import type { Location } from "../../src/law/model/finding";
import { registerOnDay } from "../../src/law/model/register";
import { isoDate } from "../../src/text/iso-date";
import { startOf } from "../../src/text/source-span";
import { renderAdvice, renderFinding, reviewFindings } from "../../src/words/finding";
import { ALICE, REST, registerOf } from "../tenant/register/register-builders";

const linesAt = (primary: Location | undefined) =>
  renderFinding({ code: "a-code", severity: "note", message: "what", primary, related: [], help: "do" }).split("\n");

describe("a finding on a terminal", () => {
  const places: readonly (readonly [what: string, location: Location | undefined, line: string])[] = [
    ["nothing", undefined, "note[a-code] what"],
    ["a file with nothing to quote", startOf("a.yaml"), "a.yaml:1:1 note[a-code] what"],
    ["a file as a whole", { kind: "file", file: "a.yaml" }, "a.yaml note[a-code] what"],
    ["a setting", { kind: "setting", key: "p:key" }, "p:key note[a-code] what"],
    ["a resource", { kind: "resource", urn: "urn:x", property: undefined }, "urn:x note[a-code] what"],
    ["a property", { kind: "resource", urn: "urn:x", property: "state" }, "urn:x#state note[a-code] what"],
    ["a policy", { kind: "policy", id: "id", field: undefined }, "id note[a-code] what"],
    ["a policy's field", { kind: "policy", id: "id", field: "state" }, "id#state note[a-code] what"],
  ];
  for (const [what, location, line] of places) it(`points at ${what}`, () => assert.equal(linesAt(location)[0], line));

  it("shows the line with a caret, then what else there is to see, then what to do", () => {
    const primary = { kind: "source", file: "a.yaml", line: 3, column: 5, width: 2, text: "key: no" } as const;
    const related = [{ location: primary, text: "allowed: yes" }];
    assert.equal(
      renderFinding({ code: "c", severity: "warning", message: "what", primary, related, help: "say yes" }),
      `a.yaml:3:5 warning[c] what
  3 | key: no
    |     ^^
  allowed: yes
  help: say yes`,
    );
  });

  it("doesn't show a line of more than 200 characters", () => {
    const primary = { kind: "source", file: "a.yaml", line: 1, column: 1, width: 1 } as const;
    const lengths = [200, 201].map((length) => linesAt({ ...primary, text: "x".repeat(length) }).length);
    assert.deepEqual(lengths, [4, 2]);
  });

  it("lets no text of others steer it or begin a line", () => {
    const evil = "\u001b[2J\u202e\nok";
    const primary = { kind: "file", file: evil } as const;
    const related = [{ location: undefined, text: evil }];
    const text = renderFinding({ code: evil, severity: "error", message: evil, primary, related, help: evil });
    assert.equal(text.split("\n").length, 3);
    assert.doesNotMatch(text.replaceAll("\n", ""), /[\p{Cc}\p{Cf}]/u);
  });

  it("is advice alone where the caller has a beginning of its own, over as many lines as it has", () =>
    assert.equal(
      renderAdvice({ message: "one\r\ntwo\u0007", help: "do\nit" }),
      "one\n  two\\u{7}\n  help: do\\u{a}it",
    ));
});

const day = (text: string) => isoDate(text) ?? assert.fail(text);
const dueBy = (date: string) => registerOf(`exclusions:\n  - user: ${ALICE}\n${REST.replace("2027-01-31", date)}`);

describe("a review date", () => {
  const table: readonly (readonly [name: string, dueBy: string, on: string, is: "fine" | "overdue" | "too far"])[] = [
    ["on its own day", "2027-01-31", "2027-01-31", "fine"],
    ["the day after", "2027-01-31", "2027-02-01", "overdue"],
    ["exactly a year ahead", "2027-01-31", "2026-01-31", "fine"],
    ["a year and a day ahead", "2027-02-01", "2026-01-31", "too far"],
    ["from leap day to 28 February", "2029-02-28", "2028-02-29", "fine"],
    ["from leap day to 1 March", "2029-03-01", "2028-02-29", "too far"],
  ];
  for (const [name, date, on, is] of table)
    it(`is ${is} ${name}`, () => {
      const onDay = registerOnDay(dueBy(date), day(on));
      assert.equal(reviewFindings(onDay, "overdue").length > 0, is === "overdue");
      assert.equal(reviewFindings(onDay, "tooFarAhead").length > 0, is === "too far");
      assert.equal(onDay.inForce.length > 0, is === "fine");
    });
});
