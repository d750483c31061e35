/** A mark of a chart: what is drawn for each datum. */
export interface Mark {
  readonly type: 'rect' | 'text' | 'area' | 'line' | 'symbol';
  /** Becomes a class of the mark. Marks and data share their names. */
  readonly name?: string;
  readonly from?: { readonly data: string };
  readonly encode: { readonly update: Readonly<Record<string, unknown>> };
}

/** A chart as Vega takes it, as far as it is used here: https://vega.github.io/vega/docs/specification/. */
export interface Spec {
  readonly width: number;
  readonly height: number;
  readonly padding: number | Readonly<Record<'left' | 'right' | 'top' | 'bottom', number>>;
  readonly autosize?: 'none';
  readonly title?: { readonly text: string };
  readonly data: readonly { readonly name: string; readonly values: readonly object[] }[];
  readonly scales: readonly Readonly<Record<string, unknown>>[];
  readonly axes: readonly Readonly<Record<string, unknown>>[];
  readonly marks: readonly Mark[];
}
