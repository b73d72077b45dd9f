import Database
import Sales
import Values

extension StoreWriter {
  /// Writes what a set is made of in the place of what it was.
  ///
  /// - Returns: whether that is something else.
  public func replaceInBulk(_ lines: [ProductSetLine], of set: ID<ProductSet>) throws -> Bool {
    let old = try all(ProductSetLine.self, "WHERE set_id = \(set) ORDER BY line")
    var fresh = lines
    for place in fresh.indices where place < old.count { fresh[place].version = old[place].version }
    guard fresh != old else { return false }
    try connection.run("DELETE FROM product_set_line WHERE set_id = \(set)")
    for line in lines { try insertInBulk(line) }
    return true
  }
}
