import type { RegisterEntry } from "../../adapters/register";
import type { Read } from "../problem";

/** Somebody in a group. */
export type Member = { readonly id: string; readonly displayName: string | undefined };

/** What the tenant says about an excluded id. */
export type Standing =
  | { readonly kind: "gone" }
  | { readonly kind: "user"; readonly enabled: boolean }
  /** `members` are people, through nested groups too; read only where the register lists them. */
  | { readonly kind: "group"; readonly members: readonly Member[] | undefined };

/** An entry of the register, and what became of asking for it. */
export type AskedEntry = { readonly entry: RegisterEntry; readonly standing: Read<Standing> };
