import { Option } from "commander";
import { whatIfObject } from "../../replay/json";
import { whatIfReport } from "../../replay/report";
import { askWhatIf, canAsk, questionsAbout, whatIfBody } from "../../replay/what-if";
import { readLiveTenant } from "../../tenant/live/live-tenant";
import { printableJson } from "../../text/printable";
import { Refused } from "../../text/refused";
import { prove } from "../../verifier/prove";
import { checked, wholeNumber } from "../arguments";
import type { Command } from "../command";
import { JUDGING_OPTIONS, judgingOf } from "../judging";
import { connectBy, REAL_OPTION, readLive, tenantIn } from "../live";
import { insistOnSameTenant, readTenant, sourceAt, tenantIdIn, WHOLE_OPTION } from "../tenant-source";

/** @public `azmfa whatif`: Microsoft's evaluation compared with azmfa's. Loaded by the table of commands. */
export const whatif: Command = {
  takes: ["[TENANT]"],
  about: `Asks Microsoft's evaluation (What If) about each way in of the verdict and about
a sample of sign-ins, one question a second, and shows where it disagrees with
azmfa. It asks the tenant of the environment and changes nothing. See
docs/replay.md.`,
  statuses: {
    0: "nothing disagrees",
    1: "the evaluation disagrees about a sign-in",
    2: "bad input, the tenant is out of reach, or no question has a result",
  },
  options: [
    new Option("--live", "read the tenant that the questions go to").conflicts("whole"),
    new Option("--dry-run", "print the requests, one on each line, and ask nothing"),
    checked(
      new Option("--sign-ins <N>", "at most N sign-ins in addition to the ways in; the default is 60"),
      wholeNumber(0, 1_000),
    ),
    WHOLE_OPTION,
    REAL_OPTION,
    ...JUDGING_OPTIONS,
  ],
  async run(given, host) {
    const [file] = given.files;
    if (given.has("live") === (file !== undefined))
      throw new Refused("azmfa: name a tenant file, or use --live for the live tenant, and not both");
    const judging = judgingOf(given, host);
    const read = file === undefined ? undefined : await readTenant(sourceAt(file, given), host);
    const { tenant } = read ?? tenantIn((await readLive(host, readLiveTenant)).file);
    const sample = Number(given.text("sign-ins") ?? 60);
    const { bypasses } = prove(tenant, judging.register?.exemptions);
    const questions = questionsAbout(tenant, bypasses, sample);
    if (given.has("dry-run")) {
      for (const { signIn } of questions.filter((one) => canAsk(one.signIn, tenant)))
        await host.out(`${printableJson(whatIfBody(signIn, tenant))}\n`);
      return 0;
    }
    const entra = await connectBy(host);
    host.err(`azmfa: asking ${questions.length} questions, one a second …\n`);
    insistOnSameTenant(file ?? "", read && tenantIdIn(read.file), await entra.tenantId());
    const answers = await askWhatIf(questions, tenant, entra, host.pause);
    const { agree = 0, differ = 0 } = answers.signIns;
    const [name, status] = [file ?? "live", differ > 0 ? 1 : agree > 0 ? 0 : 2] as const;
    return { report: () => whatIfReport(answers, name), object: () => whatIfObject(answers, name), status };
  },
};
