/** An entry of the register that is in force on 1 September 2026, but for what is said otherwise. */
export const anEntry = (who: object, rest: object = {}): object => ({
  ...who,
  kind: "break-glass",
  reason: "Emergency access",
  owner: "identity-team@contoso.example",
  approvedBy: "ciso@contoso.example",
  reviewBy: "2027-01-31",
  ...rest,
});
