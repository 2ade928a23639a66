/** Why something could not be read from the tenant. */
export type TenantProblemKind =
  | "notSignedIn"
  | "forbidden"
  | "notFound"
  | "throttled"
  | "unreachable"
  | "misconfigured"
  | "unexpected";

/** What could not be read, why, and what to do about it; without any secret. */
export type TenantProblem = {
  readonly kind: TenantProblemKind;
  /** e.g. `the Conditional Access policies could not be read: Graph answered 403 (AccessDenied)` */
  readonly message: string;
  readonly help: string;
};

/** Thrown by everything here that asks the tenant. */
export class TenantError extends Error {
  readonly problem: TenantProblem;

  constructor(problem: TenantProblem) {
    super(problem.message);
    this.name = "TenantError";
    this.problem = problem;
  }
}

/** What came of a question to the tenant. */
export type Answer<T> =
  | { readonly kind: "read"; readonly value: T }
  | { readonly kind: "failed"; readonly problem: TenantProblem };

/** Turns a failure that the tenant is the reason of into a value; anything else is a mistake and goes on. */
export async function answerOf<T>(question: Promise<T>): Promise<Answer<T>> {
  try {
    return { kind: "read", value: await question };
  } catch (error) {
    if (error instanceof TenantError) return { kind: "failed", problem: error.problem };
    throw error;
  }
}
