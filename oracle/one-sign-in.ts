import type { OracleDevice } from "./devices";
import { every, type Formula, no, some } from "./formula";
import { unsatisfied } from "./grant";
import { device, Members, place, simple, standing } from "./law";
import type { Somebody } from "./people";
import type { OraclePlace } from "./places";
import type { Raw } from "./raw";
import { policiesOf } from "./ways";

/** One way to sign in, with a password and everything else that anybody can show. */
export interface OracleSignIn {
  /** A value of each of `SIMPLE`, the flow last. */
  readonly values: readonly string[];
  readonly place: OraclePlace;
  readonly device: OracleDevice;
}

/** What the documents leave a choice about, which is read in the way that credits a policy with less. */
const READINGS = ["none of clientAppTypes", "none of authenticationFlows", "block among others"];

/** When some policy stops somebody's sign-in, and when none does: the case of what the file doesn't tell. */
export function opinionOnSignIn(tenant: Raw, who: Somebody, signIn: OracleSignIn): { stopped: Formula; open: Formula } {
  const members = new Members(tenant, []);
  const shown = {
    flow: signIn.values.at(-1) ?? "",
    device: signIn.device,
    factors: new Set(["password"]),
    omitted: new Set<string>(),
  };
  const stopped = some(
    policiesOf([tenant]).map(({ policy, conditions }) =>
      every([
        standing(policy),
        ...signIn.values.map((value, at) => simple(conditions, at, value)),
        place(conditions, tenant, signIn.place),
        device(conditions, signIn.device, false),
        members.about(conditions, who),
        unsatisfied(policy, tenant)(shown),
      ]),
    ),
  );
  const read = READINGS.map(no);
  return { stopped: every([stopped, ...read]), open: every([no(stopped), ...read]) };
}
