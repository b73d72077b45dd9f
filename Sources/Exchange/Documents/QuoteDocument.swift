import Resources
import Sales
import SalesStore
import Values

/// A line of a quote as it is printed.
public enum QuoteDocumentLine: Sendable, Hashable {
  /// Words between the lines.
  case comment(String)
  /// Something sold.
  case product(QuoteDocumentProduct)
}

/// A product line as it is printed: gross price and discounts beside the net amount, because the net
/// unit price may itself be rounded (rules.md 2.4).
public struct QuoteDocumentProduct: Sendable, Hashable {
  /// Place on the document, from 1, comments not counted.
  public var place: Int
  /// Our code of the product; empty where the line names none.
  public var code: String
  /// The customer's own code of it; empty = none.
  public var customerCode: String
  /// Description.
  public var description: String
  /// Quantity as typed.
  public var quantity: Quantity
  /// Unit as typed.
  public var unit: String
  /// The quantity in base units.
  public var baseQuantity: Quantity
  /// The base unit: what the price is for.
  public var baseUnit: String
  /// Gross price without tax, of `priceUnit` base units.
  public var unitPrice: UnitPrice
  /// 1, 100 or 1 000 (AT-61).
  public var priceUnit: Int
  /// The cascade, in order.
  public var discounts: [Ratio]
  /// Amount without tax, rounded once.
  public var net: Amount
  /// Rate of VAT.
  public var vatRate: Ratio
}

/// A quote as it is handed over: everything the paper says, read in one snapshot, nothing of what it
/// cost or earns.
public struct QuoteDocument: Sendable, Hashable {
  /// Who sells.
  public var seller: Company
  /// Who buys.
  public var customer: Customer
  /// Whose attention it is for.
  public var contact: Contact?
  /// Where the goods go; nil = the customer's own address.
  public var site: Site?
  /// Who answers for it.
  public var salesperson: Salesperson?
  /// The head: number, version, days, customer's reference, VAT position, note.
  public var quote: Quote
  /// When the customer pays.
  public var paymentTerm: PaymentTerm?
  /// The lines, in order.
  public var lines: [QuoteDocumentLine]
  /// The totals, from the same function as screen and store.
  public var totals: DocumentTotals
  /// The day it bears: that of the sending, else the day it is printed.
  public var issueDay: Day

  /// Whether it was not sent yet: the paper says so.
  public var isDraft: Bool { quote.state == .draft }
  /// The currency of its amounts.
  public var currency: Currency { quote.currency }
  /// The language of its words: the customer's, English where we do not write it.
  public var language: Texts.Language {
    let code = customer.language.prefix(2).lowercased()
    return code.isEmpty ? .french : Texts.Language(rawValue: code) ?? .english
  }
}

extension QuoteDocument {
  /// Reads a quote with all that its paper says.
  ///
  /// - Parameter today: the day a quote that was never sent bears.
  /// - Throws: `StoreError.notFound`, `Overflow`.
  public init(_ id: ID<Quote>, from store: some StoreReading, today: Day) throws {
    let detail = try store.quoteDetail(id)
    seller = try store.company()
    customer = detail.customer
    contact = detail.contact
    site = detail.site
    salesperson = detail.salesperson
    quote = detail.quote
    paymentTerm = detail.paymentTerm
    issueDay = detail.quote.sentDay ?? today
    totals = try QuoteComputation(detail.draft).totals
    let products = detail.draft.lines.compactMap(\.row.productID)
    lines = Self.lines(
      of: detail, customerCodes: try store.codes(of: products, for: detail.customer.id))
  }

  private static func lines(
    of detail: QuoteDetail, customerCodes: [ID<Product>: String]
  ) -> [QuoteDocumentLine] {
    var place = 0
    return detail.draft.lines.map { line in
      let row = line.row
      guard line.isProduct else { return .comment(row.description) }
      place += 1
      let product = row.productID.flatMap { detail.products[$0] }
      return .product(
        QuoteDocumentProduct(
          place: place, code: product?.code ?? "",
          customerCode: row.productID.flatMap { customerCodes[$0] } ?? "",
          description: row.description, quantity: row.typedQuantity, unit: row.typedUnit,
          baseQuantity: row.quantity, baseUnit: product?.baseUnit ?? row.typedUnit,
          unitPrice: row.unitPrice, priceUnit: row.priceUnit, discounts: row.discounts,
          net: row.netAmount, vatRate: row.vatRate))
    }
  }
}
