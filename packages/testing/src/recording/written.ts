/** A value as a recording has it: JSON. An object with a member `$` stands for something that JSON does not have. */
export type Written =
  | null
  | boolean
  | number
  | string
  | readonly Written[]
  | { readonly [key: string]: Written };
