import type { Register } from "../law/model/register";
import { quoted } from "../text/printable";
import { listing } from "../text/sentence";
import type { Settings } from "./settings";

/** The register that a new stack begins with, as text to save: the break-glass accounts of its settings, with blanks to fill in. */
export function firstRegister(file: string, breakGlass: Settings["breakGlass"]): string {
  const entries = breakGlass.map(
    (id) => `  - user: ${id}
    kind: break-glass
    reason: Emergency access
    owner: # an address of the team that answers for the account
    approvedBy: # who approved the exclusion
    reviewBy: # the day of the next access review, YYYY-MM-DD, within a year`,
  );
  return `Save this as ${quoted(file)}, fill in the blanks and commit it:\n\nexclusions:\n${entries.join("\n")}`;
}

/** Says which users of the setting the register doesn't declare as break-glass; `undefined` where it declares all of them. */
export function undeclaredBreakGlass({ breakGlass }: Settings, { file, entries }: Register): string | undefined {
  const declared = new Set<string>(
    entries.flatMap(({ kind, principal }) =>
      kind === "break-glass" && principal.kind === "user" ? [principal.id] : [],
    ),
  );
  const missing = breakGlass.filter((id) => !declared.has(id));
  if (missing.length === 0) return undefined;
  return `${quoted(file)} doesn't declare ${listing(missing.map(quoted), "and")} as break-glass, which the setting \`breakGlass\` names
  help: add the account to the register, or correct the setting`;
}
