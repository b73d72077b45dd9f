import Database
import Sales
import Values

extension StoreReading {
  /// The codes under which a customer knows products of ours, as papers print them beside our own.
  public func codes(
    of products: [ID<Product>], for customer: ID<Customer>
  ) throws -> [ID<Product>: String] {
    guard !products.isEmpty else { return [:] }
    let kind = ProductAliasKind.customerCode.rawValue
    let aliases = try all(
      ProductAlias.self,
      "WHERE product_id IN " + SQL.list(products)
        + " AND customer_id = \(customer) AND kind = \(kind) ORDER BY id")
    return Dictionary(aliases.map { ($0.productID, $0.value) }) { first, _ in first }
  }

  /// The people of a customer, by name.
  public func contacts(of customer: ID<Customer>) throws -> [Contact] {
    try all(Contact.self, "WHERE customer_id = \(customer) ORDER BY name, id")
  }

  /// The file handed over with a quote when it was sent; nil where none was kept.
  public func sentFile(of quote: ID<Quote>) throws -> (file: DocumentFile, name: String)? {
    let kept = try first(
      DocumentAttachment.self,
      """
      WHERE subject_id = \(quote) AND subject_kind = \(SubjectKind.quote.rawValue)
      ORDER BY attached_at LIMIT 1
      """)
    guard let kept else { return nil }
    return (try get(DocumentFile.self, .text(kept.hash)), kept.name)
  }
}

/// The company's logo: a file kept like any other, named by its hash in a setting that only the act
/// that takes a logo writes.
public let logoSetting = "paper.logo"

extension StoreReading {
  /// The file of the company's logo; nil where there is none.
  public func logo() throws -> DocumentFile? {
    guard let hash = try find(Setting.self, .text(logoSetting))?.value, !hash.isEmpty else {
      return nil
    }
    return try find(DocumentFile.self, .text(hash))
  }
}
