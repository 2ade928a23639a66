import type { IsoDate, Register } from "../../adapters/register";
import type { Problem } from "../../drift/problem";
import { readSettings, type SettingSource } from "../../program/read-settings";
import { renderSettingError } from "../../program/setting-error";
import type { Exemption } from "../../verifier/exemptions";
import { registerOnDay } from "../register/judge-register";
import { loadRegister } from "../register/load-register";

/** The stack's register, whom it exempts on the day that the stack judges by, and what is wrong with it. */
export type RegisterOfStack = {
  readonly register: Register;
  readonly exemptions: readonly Exemption[];
  readonly problems: readonly Problem[];
};

/** Reads the register that the stack's settings name. One that can't be used exempts nobody, and is a problem. */
export async function readRegisterOf(source: SettingSource, today: IsoDate): Promise<RegisterOfStack> {
  const settings = readSettings(source);
  if (!settings.ok) return unusable("the stack's settings can't be used", settings.errors.map(renderSettingError));
  const { exclusions, asOf } = settings.value;
  const register = await loadRegister(exclusions);
  if (!register.ok) return unusable("the exclusions register can't be used", register.errors);
  const { exemptions } = registerOnDay(register.value, asOf ?? today);
  return { register: register.value, exemptions, problems: [] };
}

const unusable = (what: string, errors: readonly string[]): RegisterOfStack => ({
  register: { file: "", entries: [] },
  exemptions: [],
  problems: [{ message: [`${what}:`, ...errors].join("\n"), help: "put it right, then run this again" }],
});
