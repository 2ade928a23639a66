import type { Step, StepNumber } from "../check";
import { conditions, grant, state } from "./of-the-carriers";
import { conditionalAccess, openEntra, security } from "./reading";
import { exclude, include, resourcesRead, select } from "./target-resources";
import { choosePolicy, policies } from "./the-policies";
import { usersExclude } from "./users-exclude";
import { usersInclude, usersRead } from "./users-read";

/** All of them: without one of the fifteen it doesn't compile. */
export const STEPS: { readonly [N in StepNumber]: Step } = {
  1: openEntra,
  2: security,
  3: conditionalAccess,
  4: policies,
  5: choosePolicy,
  6: usersRead,
  7: usersInclude,
  8: usersExclude,
  9: resourcesRead,
  10: include,
  11: select,
  12: state,
  13: exclude,
  14: conditions,
  15: grant,
};

/** Their numbers in order. */
export const STEP_NUMBERS: readonly StepNumber[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
