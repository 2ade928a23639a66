import { Option } from "commander";
import { whatIfObject } from "../../replay/json";
import { whatIfReport } from "../../replay/report";
import { askWhatIf, questionsAbout } from "../../replay/what-if";
import { readLiveTenant } from "../../tenant/live/live-tenant";
import { Refused } from "../../text/refused";
import { prove } from "../../verifier/prove";
import type { Command } from "../command";
import { JUDGING_OPTIONS, judgingOf } from "../judging";
import { connectBy, REAL_OPTION, readLive, tenantIn } from "../live";
import { readTenant, sourceAt, WHOLE_OPTION } from "../tenant-source";

/** How many sign-ins it is asked about in addition to the ways in. */
const SAMPLE = 60;

/** @public `azmfa whatif`: Microsoft's evaluation compared with azmfa's. Loaded by the table of commands. */
export const whatif: Command = {
  takes: ["[TENANT]"],
  about: `Asks Microsoft's evaluation (What If) about each way in of the verdict and about
60 other sign-ins, one a second, and shows where it disagrees with azmfa. It
asks the tenant of the environment and changes nothing. See docs/replay.md.`,
  statuses: { 0: "nothing disagrees", 1: "it disagrees about a sign-in", 2: "no answer, bad input, or out of reach" },
  options: [
    new Option("--live", "read the tenant that the questions go to").conflicts("whole"),
    WHOLE_OPTION,
    REAL_OPTION,
    ...JUDGING_OPTIONS,
  ],
  async run(given, host) {
    const [file] = given.files;
    if (given.has("live") === (file !== undefined))
      throw new Refused("azmfa: name a tenant file, or use --live for the live tenant, and not both");
    const judging = judgingOf(given, host);
    const { tenant } =
      file === undefined
        ? tenantIn((await readLive(host, readLiveTenant)).file)
        : await readTenant(sourceAt(file, given), host);
    const questions = questionsAbout(tenant, prove(tenant, judging.register?.exemptions).bypasses, SAMPLE);
    const entra = await connectBy(host);
    host.err(`azmfa: asking ${questions.length} questions, one a second …\n`);
    const answers = await askWhatIf(questions, tenant, entra, host.pause);
    const { agree = 0, differ = 0 } = answers.signIns;
    const [name, status] = [file ?? "live", differ > 0 ? 1 : agree > 0 ? 0 : 2] as const;
    return { report: () => whatIfReport(answers, name), object: () => whatIfObject(answers, name), status };
  },
};
