/** Which azuread plugin a run is to use. */
export type ProviderChoice =
  | { readonly kind: "stand-in" }
  | { readonly kind: "executable"; readonly path: string }
  | { readonly kind: "official" };
