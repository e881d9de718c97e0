/**
 * Fills what a model does not know, NaN, from other scores, by stretching these so that over what both know they have the model's mean and deviation:
 * so a new title stands where its content would stand in the model's order, and can come first. Of less than two known titles nothing follows, and the
 * other scores stand alone.
 */
export function onScaleOf(known: Float32Array, other: Float32Array): Float32Array {
  const places = Array.from(known.keys()).filter((place) => Number.isFinite(known[place]))
  const model = momentsOf(known, places)
  const content = momentsOf(other, places)
  if (places.length < 2 || content.deviation === 0)
    return known.map((value, place) => (Number.isNaN(value) ? (other[place] as number) : value))
  const slope = model.deviation / content.deviation
  return known.map((value, place) => (Number.isNaN(value) ? model.mean + slope * ((other[place] as number) - content.mean) : value))
}

function momentsOf(values: Float32Array, places: readonly number[]): { readonly mean: number; readonly deviation: number } {
  const count = Math.max(1, places.length)
  const mean = places.reduce((sum, place) => sum + (values[place] as number), 0) / count
  const deviation = Math.sqrt(places.reduce((sum, place) => sum + ((values[place] as number) - mean) ** 2, 0) / count)
  return { mean, deviation }
}
