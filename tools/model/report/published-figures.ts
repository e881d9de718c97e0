/** A figure that somebody has published. */
export interface Published {
  readonly model: string
  readonly figure: string
  readonly protocol: string
  readonly source: string
  /** Whether the source was read; else the figure is from memory and unverified. */
  readonly read: boolean
}

/** Which of our models a published figure stands beside; the others stand by themselves. */
export type PublishedFigures = Readonly<Record<string, readonly Published[]>>

const surprise = 'Surprise, README, defaults'
const autorec = 'Sedhain et al., AutoRec, WWW 2015 (poster)'
const glocal = 'GLocal-K, README'

const of = (model: string, figure: string, protocol: string, source: string, read = true): Published => ({
  ...{ model, figure, protocol, source, read },
})

/** Published root mean squared errors, by data set and by the model of ours that is most like. Their splits have other seeds than ours. */
export const publishedErrors: Readonly<Record<string, PublishedFigures>> = {
  'ml-1m': {
    bias: [of('baseline', '0.909', 'random 5-fold', surprise)],
    cinematch: [of('kNN-baseline', '0.895', 'random 5-fold', surprise)],
    svdpp: [of('SVD++', '0.862', 'random 5-fold', surprise), of('biased MF', '0.845', 'random 90/10', autorec)],
    rbm: [of('U-RBM', '0.881', 'random 90/10', autorec), of('I-RBM', '0.854', 'random 90/10', autorec)],
    blend: [
      of('I-AutoRec', '0.831', 'random 90/10', autorec),
      of('LLORMA', '0.833', 'random 90/10', autorec),
      of('GLocal-K', '0.8227', 'random 90/10', glocal),
      of('GC-MC', '0.832', 'random 90/10', 'van den Berg et al., 2017', false),
      of('CF-NADE', '0.829', 'random 90/10', 'Zheng et al., 2016', false),
      of('SparseFC', '0.824', 'random 90/10', 'Muller et al., 2018', false),
    ],
  },
  'ml-100k': {
    bias: [of('baseline', '0.944', 'random 5-fold', surprise)],
    cinematch: [of('kNN-baseline', '0.931', 'random 5-fold', surprise)],
    svdpp: [of('SVD++', '0.919', 'random 5-fold', surprise), of('SVD', '0.934', 'random 5-fold', surprise)],
    blend: [
      of('GLocal-K', '0.8889', 'u1', glocal),
      of('GC-MC', '0.905 to 0.910', 'u1', 'van den Berg et al., 2017', false),
      of('IGMC', '0.905', 'u1', 'Zhang and Chen, 2020', false),
    ],
  },
}

/** What the Netflix Prize was about; its data are not to be had any more, so that this is an analogy and no comparison. */
export const netflixErrors: readonly Published[] = [
  of('item mean', '1.0540', 'quiz set', 'Netflix Prize rules'),
  of('Cinematch', '0.9525', 'quiz set', 'Netflix Prize rules'),
  of('SVD++ and RBM in a blend', '0.88', 'quiz set', 'Amatriain and Basilico, 2012, as others quote it'),
  of('SVD', '0.8914', 'quiz set', 'Amatriain and Basilico, 2012', false),
  of('RBM', '0.8990', 'quiz set', 'Amatriain and Basilico, 2012', false),
]

/** Published NDCG@100 of strong generalisation: of other data, ML-20M as Liang et al. split it, since no split of ml-1m is standard. */
export const publishedRankings: PublishedFigures = {
  ease: [of('EASE', '0.420', 'ML-20M', 'table in VASP, Vančura and Kordík, 2021')],
  ials: [of('iALS', '0.425', 'ML-20M', 'Rendle et al., 2021', false)],
  marquee: [
    of('Mult-DAE', '0.419', 'ML-20M', 'table in VASP, Vančura and Kordík, 2021'),
    of('Mult-VAE', '0.426', 'ML-20M', 'table in VASP, Vančura and Kordík, 2021'),
    of('RecVAE', '0.442', 'ML-20M', 'table in VASP, Vančura and Kordík, 2021'),
    of('H+Vamp gated', '0.445', 'ML-20M', 'table in VASP, Vančura and Kordík, 2021'),
    of('VASP', '0.448', 'ML-20M', 'table in VASP, Vančura and Kordík, 2021'),
  ],
}

/** The data set that ratings are of, by its number of members; undefined where it is none that figures were published of. */
export function knownDataSet(members: number): string | undefined {
  return { 943: 'ml-100k', 6040: 'ml-1m' }[members]
}
