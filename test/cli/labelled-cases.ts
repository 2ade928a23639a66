import type { LabelledCase } from "../cases/labelled-cases";
import { aRegister } from "./a-tenant";

export { LABELLED_CASES, labelledCase } from "../cases/labelled-cases";

/** The register that declares the people a case says are exempt. */
export const registerFor = ({ exempt }: Pick<LabelledCase, "exempt">, reviewBy?: string): string =>
  aRegister([...exempt.users.map((id) => `user: ${id}`), ...exempt.groups.map((id) => `group: ${id}`)], reviewBy);
