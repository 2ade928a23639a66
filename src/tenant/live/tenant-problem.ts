import type { Advice, Finding } from "../../law/model/finding";

export type TenantProblemCode =
  | "notSignedIn"
  | "forbidden"
  | "notFound"
  | "throttled"
  | "unreachable"
  | "misconfigured"
  | "unexpected";

export type TenantProblem = Finding<TenantProblemCode, undefined> & {
  /** The application role that is missing, where that is why. */
  readonly role?: string;
};

/** Who asks, as far as it matters for advice: a name for messages, and whether it is a user, not an application. */
export type Asker = { readonly via: string; readonly isUser: boolean };

/** A problem of the tenant as a whole: there is no place to point at. */
export const tenantProblem = (
  code: TenantProblemCode,
  { message, help, role }: Advice & { readonly role?: string | undefined },
): TenantProblem => ({
  code,
  severity: "error",
  message,
  primary: undefined,
  related: [],
  help,
  ...(role === undefined ? {} : { role }),
});

/** Thrown by everything here that asks the tenant. */
export class TenantError extends Error {
  readonly problem: TenantProblem;

  constructor(problem: TenantProblem) {
    super(problem.message);
    this.name = "TenantError";
    this.problem = problem;
  }
}

export const misconfigured = (message: string, help: string): TenantError =>
  new TenantError(tenantProblem("misconfigured", { message, help }));

export const oddAnswer = ({ what }: { readonly what: string }, why: string): TenantError =>
  new TenantError(
    tenantProblem("unexpected", {
      message: `Graph's answer about ${what} makes no sense: ${why}`,
      help: "try again; if it stays, compare with Graph Explorer",
    }),
  );

export type Answer<T> =
  | { readonly kind: "read"; readonly value: T }
  | { readonly kind: "failed"; readonly problem: TenantProblem };

/** The answer, or the problem of a TenantError. @throws any other error, which is a mistake of this program */
export async function answerOf<T>(question: Promise<T>): Promise<Answer<T>> {
  try {
    return { kind: "read", value: await question };
  } catch (error) {
    if (error instanceof TenantError) return { kind: "failed", problem: error.problem };
    throw error;
  }
}

/** @throws TenantError where the answer is a failure */
export function valueIn<T>(answer: Answer<T>): T {
  if (answer.kind === "failed") throw new TenantError(answer.problem);
  return answer.value;
}

export const isNotFound = (answer: Answer<unknown>): boolean =>
  answer.kind === "failed" && answer.problem.code === "notFound";
