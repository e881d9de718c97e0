/** A question that devices answer: which of its cells serves them better. */
export interface Experiment {
  /** What it is asked by, as a flag. */
  readonly key: string
  /** Names with weights; weights count against each other. The first is the control: what a device gets that is not in the experiment. */
  readonly cells: readonly { readonly name: string; readonly weight: number }[]
  /** Of devices, from 0 to 1. */
  readonly share: number
}

/** What is being tried. A device learns its cells when it signs in; whoever adds one here names its cells with the device teams. */
export const experiments: readonly Experiment[] = [
  {
    key: 'billboard-autoplay',
    cells: [
      { name: 'off', weight: 1 },
      { name: 'muted', weight: 1 },
    ],
    share: 0.1,
  },
]
