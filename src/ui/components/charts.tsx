export type Datum = { label: string; value: number }
type Props = { title: string; data: readonly Datum[]; unit?: string }
/** Bars from zero, labelled. */
export function BarChart({ title, data }: Props) {
  return <figure aria-label={title}>{data.map((d) => `${d.label} ${d.value} `)}</figure>
}
export const LineChart = BarChart
