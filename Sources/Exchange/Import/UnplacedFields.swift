extension ImportProfile {
  /// The fields the profile reads that a company has no place for yet, as `kind.field`: they are said,
  /// so that nobody believes they came in.
  public var unplacedFields: [String] {
    // Our own profile names every field, whatever its files hold.
    guard !isOwn else { return [] }
    var found: [String] = []
    for record in records {
      for field in record.fields.keys.sorted()
      where Self.unplaced[record.kind]?.contains(field) == true {
        let name = "\(record.kind.rawValue).\(field)"
        if !found.contains(name) { found.append(name) }
      }
    }
    return found
  }

  private static let unplaced: [RecordKind: Set<String>] = [
    .family: ["description"], .salesperson: ["title", "phone", "reportsTo"],
    .customer: ["region", "sector", "warehouse"], .contact: ["fax"], .supplier: ["region"],
    .site: ["region", "phone"], .product: ["packaging", "reorderLevel"], .alias: ["name"],
    .opportunity: ["product", "note"],
    .order: ["street", "postalCode", "town", "region", "country", "carrier", "siteName"],
  ]
}
