export { type Comparison, compare } from "./compare";
export { evaluate, type Ground, groundOf, type Outcome, outcome, type Reason } from "./evaluate";
export type { Exemption } from "./exemptions";
export { prove } from "./prove";
export type { Principal, SignIn } from "./sign-in";
export type { Tenant } from "./tenant";
export type { Hole, LetThrough, Uncovered, Unknown, Verdict, Width } from "./verdict";
