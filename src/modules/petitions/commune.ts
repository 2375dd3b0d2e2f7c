/** A commune without the words of its committee: "phường Phố Hiến". */
export function communeNameOf({ name, unitType }: { name: string; unitType: string | null }): string {
  const at = unitType === null ? -1 : name.indexOf(`${unitType} `)
  return at === -1 ? name : name.slice(at)
}
