import assert from "node:assert/strict";
import { isLong } from "../../times";
import { AuditedTenant } from "./audited-tenant";
import { brokenLaw, type Report, reportOf, withoutItsTime } from "./kept-law";
import { A_FEW, ALL_MISBEHAVIOURS, type Misbehaviour, NOT_THERE } from "./misbehaviours";
import { type Asked, isAddressOf, QUESTIONS_ASKED } from "./questions-asked";
import { openTenant, tightTenant } from "./seeds";

const ARGS = ["--exclusions", "config/dev.yaml", "--format", "json"];
const GROUP = QUESTIONS_ASKED.get("a group") ?? assert.fail("no question about a group");

/** Whether it can happen to the question, and isn't an answer: a group may well not be there. */
const isAMisbehaviour = (misbehaviour: Misbehaviour, asked: Asked): boolean =>
  (asked.isList || !misbehaviour.onlyToLists) && !(asked === GROUP && misbehaviour.does === NOT_THERE.does);

type Choice = (asked: Asked, number: number) => readonly Misbehaviour[];

const all =
  (misbehaviours: readonly Misbehaviour[]): Choice =>
  (asked) =>
    misbehaviours.filter((one) => !one.passes && isAMisbehaviour(one, asked));

/**
 * One of the few in turn, from another one on in each tenant. What follows from an answer that isn't there depends on the question, and
 * why it isn't there doesn't. A long run crosses them all.
 */
const inTurnFrom =
  (first: number): Choice =>
  (asked, number) => {
    const possible = all(A_FEW)(asked, number);
    const start = (first + number) % possible.length;
    return possible.slice(start, start + 1);
  };

/** Where little can pass, every second question is enough. */
const everySecond = (_: unknown, number: number): boolean => isLong || number % 2 === 0;

for (const [name, seed, choice, isTried] of [
  ["that is as it should be", tightTenant(), isLong ? all(ALL_MISBEHAVIOURS) : inTurnFrom(0), () => true],
  ["that isn't", openTenant(), isLong ? all(A_FEW) : inTurnFrom(2), everySecond],
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
        for (const { does, faults } of choice(asked, number)) {
          const ran = await tenant.audit(ARGS, faults(asked));
          for (const how of brokenLaw(undisturbed, ran, asked)) broken.set(how, [...(broken.get(how) ?? []), does]);
        }
        assert.deepEqual(Object.fromEntries(broken), {});
      });

    for (const misbehaviour of (isLong ? ALL_MISBEHAVIOURS : A_FEW).filter(({ passes }) => passes))
      it(`is the same where each question ${misbehaviour.does}`, async () => {
        const asked = [...QUESTIONS_ASKED.values()].filter((one) => isAMisbehaviour(misbehaviour, one));
        const ran = await tenant.audit(ARGS, asked.flatMap(misbehaviour.faults));
        assert.deepEqual(withoutItsTime(reportOf(ran)), withoutItsTime(undisturbed));
        for (const wait of ran.pauses) assert.ok(wait >= 1_000);
      });

    it("passes nothing more where a group that a policy names isn't there, and says of ways in that they depend on it", async () => {
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
