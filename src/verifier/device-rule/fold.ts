/** Printed with every verdict that rests on a device filter. */
export const TEXT_COMPARISON_ASSUMPTION =
  "device filters compare text without regard to letter case, as dynamic membership rules do";
