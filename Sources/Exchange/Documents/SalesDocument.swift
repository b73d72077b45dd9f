import Resources
import Sales
import SalesStore
import Values

/// A line of a document as it is printed.
public enum SalesDocumentLine: Sendable, Hashable {
  /// Words between the lines.
  case comment(String)
  /// The heading of a section, with what its sold lines come to.
  case section(String, net: Amount)
  /// Something sold, or only offered.
  case product(SalesDocumentProduct)
  /// A product set.
  case set(SalesDocumentSet)
}

/// A product line as it is printed: gross price and discounts beside the net amount, because the net
/// unit price may itself be rounded (rules.md 2.4).
public struct SalesDocumentProduct: Sendable, Hashable {
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
  /// Sold, or offered beside or instead: then in no total.
  public var choice: LineChoice = .firm
  /// Eco-contribution of the line, without tax, apart from its amount (AT-65).
  public var eco: Amount = .zero
}

/// A quote or an order confirmation as it is handed over: everything the paper says, read in one
/// snapshot, nothing of what it cost or earns.
public struct SalesDocument: Sendable, Hashable {
  /// What is handed over.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// An offer.
    case quote
    /// What was ordered.
    case order
  }

  /// What it is.
  public var kind: Kind
  /// Number.
  public var number: String
  /// Version of a quote; nil = there is but one.
  public var revision: Int?
  /// The quote an order comes from.
  public var quoteNumber: String?
  /// Who sells.
  public var seller: Company
  /// The colour of its papers.
  public var color: String
  /// The file of its logo.
  public var logo: DocumentFile?
  /// Who buys.
  public var customer: Customer
  /// Whose attention it is for.
  public var contact: Contact?
  /// Where the goods go; nil = the customer's own address.
  public var site: Site?
  /// Who answers for it.
  public var salesperson: Salesperson?
  /// The customer's own reference.
  public var customerReference: String
  /// Under which order of theirs it was accepted, by whom and when; nil = an offer, or nothing is noted.
  public var acceptance: OrderAcceptance?
  /// The currency of its amounts.
  public var currency: Currency
  /// That currency at the rate of the document.
  public var money: DocumentCurrency
  /// The day of that rate.
  public var rateDay: Day?
  /// The day it bears: that of the sending or of the order, else the day it is printed.
  public var issueDay: Day
  /// Last day of an offer.
  public var validityDay: Day?
  /// Delivery.
  public var deliveryDay: Day?
  /// When the customer pays.
  public var paymentTerm: PaymentTerm?
  /// VAT position.
  public var vatPosition: VatPosition
  /// Document discount.
  public var discount: Ratio
  /// Words under the sums.
  public var note: String
  /// Whether it was not sent yet: the paper says so.
  public var isDraft: Bool
  /// The lines, in order.
  public var lines: [SalesDocumentLine]
  /// The totals, from the same function as screen and store.
  public var totals: DocumentTotals

  /// The language of its words: the customer's, English where we do not write it.
  public var language: Texts.Language {
    let code = customer.language.prefix(2).lowercased()
    return code.isEmpty ? .french : Texts.Language(rawValue: code) ?? .english
  }
}

extension SalesDocument {
  /// Reads a quote with all that its paper says.
  ///
  /// - Parameters:
  ///   - today: the day a quote that was never sent bears.
  ///   - isSent: as if it were sent today: what its customer will get.
  /// - Throws: `StoreError.notFound`, `Overflow`.
  public init(
    _ id: ID<Quote>, from store: some StoreReading, today: Day, asSent isSent: Bool = false
  ) throws {
    let detail = try store.quoteDetail(id)
    let quote = detail.quote
    kind = .quote
    (number, revision) = (quote.number, quote.revision)
    seller = try store.company()
    (color, logo) = try (store.settings().paperColor, store.logo())
    (customer, contact, site) = (detail.customer, detail.contact, detail.site)
    (salesperson, paymentTerm) = (detail.salesperson, detail.paymentTerm)
    customerReference = quote.customerReference
    (currency, money, rateDay) = (quote.currency, detail.draft.money, quote.rateDay)
    issueDay = quote.sentDay ?? today
    (validityDay, deliveryDay) = (quote.validityDay, quote.deliveryDay)
    (vatPosition, discount, note) = (quote.vatPosition, quote.discount, quote.note)
    isDraft = quote.state == .draft && !isSent
    let figures = try QuoteComputation(detail.draft)
    totals = figures.totals
    let products = detail.draft.lines.compactMap(\.productID)
    let codes = try store.codes(of: products, for: detail.customer.id)
    lines = Self.lines(of: detail.draft, figures, detail.products, codes)
  }

  static func line(
    _ row: QuoteLine, _ product: Product?, _ customerCode: String?, _ sections: [SectionTotal],
    _ place: inout Int
  ) -> SalesDocumentLine {
    guard row.kind == .product else {
      let section = sections.first { $0.heading == row.line }
      return section.map { .section($0.title, net: $0.net) } ?? .comment(row.description)
    }
    place += 1
    return .product(
      SalesDocumentProduct(
        place: place, code: product?.code ?? "", customerCode: customerCode ?? "",
        description: row.description, quantity: row.typedQuantity, unit: row.typedUnit,
        baseQuantity: row.quantity, baseUnit: product?.baseUnit ?? row.typedUnit,
        unitPrice: row.unitPrice, priceUnit: row.priceUnit, discounts: row.discounts,
        net: row.netAmount, vatRate: row.vatRate, choice: row.choice, eco: row.ecoAmount))
  }
}

extension SalesDocument {
  /// `devis-D-0042-v2.pdf`, `commande-C-0007.pdf`; what a file name cannot hold becomes a dash.
  public func fileName(_ texts: Texts) -> String {
    let number = String(
      number.map { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" ? $0 : "-" })
    let version = revision.map { "-v\($0)" } ?? ""
    return texts["document.fileName.\(kind.rawValue)"] + "-" + number + version + ".pdf"
  }
}
