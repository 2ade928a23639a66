import assert from "node:assert/strict";
import { isLong } from "../../times";
import { AuditedTenant } from "./audited-tenant";
import { brokenLaw, type Report, reportOf, withoutItsTime } from "./kept-law";
import { MISBEHAVIOURS, type Misbehaviour, NOT_THERE, throttledOnce } from "./misbehaviours";
import { type Asked, isAddressOf, QUESTIONS_ASKED } from "./questions-asked";
import { openTenant, tightTenant } from "./seeds";

const ARGS = ["--exclusions", "config/dev.yaml", "--format", "json"];
const GROUP = QUESTIONS_ASKED.get("a group") ?? assert.fail("no question about a group");

/** What can happen to the question, and isn't an answer: a group may well not be there. */
const possibleFor = (asked: Asked): readonly Misbehaviour[] =>
  MISBEHAVIOURS.filter((one) => (asked.isList || !one.onlyToLists) && !(asked === GROUP && one === NOT_THERE));

/**
 * One in turn, from another one on in each tenant. What follows from an answer that isn't there depends on the question, and
 * why it isn't there doesn't. A long run crosses them all.
 */
function chosenFor(asked: Asked, number: number): readonly Misbehaviour[] {
  const possible = possibleFor(asked);
  return isLong ? possible : possible.slice(number % possible.length).slice(0, 1);
}

/** Where little can pass, every second question is enough. */
const everySecond = (_: unknown, number: number): boolean => isLong || number % 2 === 0;

for (const [name, seed, first, isTried] of [
  ["that is as it should be", tightTenant(), 0, () => true],
  ["that isn't", openTenant(), 2, everySecond],
] as const)
  describe(`the audit of a tenant ${name}`, () => {
    const tenant = new AuditedTenant();
    let undisturbed: Report;

    before(async () => {
      await tenant.start({ seed });
      undisturbed = reportOf(await tenant.audit(ARGS));
    });
    after(() => tenant.stop());

    it("asks each question of the table, and no others", () => {
      const of = (address: string) => [...QUESTIONS_ASKED].filter(([, asked]) => isAddressOf(asked, address));
      assert.deepEqual(
        tenant.asked.filter((address) => of(address).length !== 1),
        [],
      );
      const asked = new Set(tenant.asked.flatMap((address) => of(address).map(([question]) => question)));
      assert.deepEqual([...asked].toSorted(), [...QUESTIONS_ASKED.keys()].toSorted());
    });

    for (const [number, [question, asked]] of [...QUESTIONS_ASKED].filter(isTried).entries())
      it(`keeps its word whatever happens to the question: ${question}`, async () => {
        const broken = new Map<string, string[]>();
        for (const { does, faults } of chosenFor(asked, first + number)) {
          const ran = await tenant.audit(ARGS, faults(asked));
          for (const how of brokenLaw(undisturbed, ran, asked)) broken.set(how, [...(broken.get(how) ?? []), does]);
        }
        assert.deepEqual(Object.fromEntries(broken), {});
      });

    it("is the same where each question is throttled once, after a pause", async () => {
      const ran = await tenant.audit(ARGS, [...QUESTIONS_ASKED.values()].map(throttledOnce));
      assert.deepEqual(withoutItsTime(reportOf(ran)), withoutItsTime(undisturbed));
      for (const wait of ran.pauses) assert.ok(wait >= 1_000);
    });

    it("passes nothing more if a group that a policy names is missing, and says that ways in depend on it", async () => {
      const report = reportOf(await tenant.audit(ARGS, NOT_THERE.faults(GROUP)));
      const were = [...undisturbed.steps, ...undisturbed.besides];
      const newlyPassed = [...report.steps, ...report.besides].filter(
        ({ answer }, index) => answer === "passed" && were[index]?.answer !== "passed",
      );
      assert.deepEqual(newlyPassed, []);
      assert.equal(report.outcome, "not compliant");
      const hinges = report.verdict.bypasses.flatMap(({ hangsOn }) => hangsOn);
      assert.ok(hinges.some(({ kind, id }) => kind === "group" && id.startsWith("cccccccc-2222")));
    });
  });
