import Resources
import Sales
import Values

// Resources/Templates/quote.html is the page; what repeats or depends on the quote is built here.
// A place of the template is either a word (`{{document.total}}`, looked up in the texts of the
// customer's language) or a piece (`{{lines}}`).

extension QuoteDocument {
  /// The quote as one self-contained page in the customer's language: inline style, no script, no
  /// reference to anything outside.
  ///
  /// - Throws: `ResourceError`.
  public func html(_ resources: ResourceFolder) throws(ResourceError) -> HTML {
    let template = Template(try resources.text("Templates/quote.html"))
    let page = QuotePage(
      document: self, format: Format(texts: try Texts(language, in: resources)))
    return template.filled(page.piece)
  }

  /// `devis-D-0042-v2.html`; what a file name cannot hold becomes a dash.
  public var fileName: String {
    let word = language == .french ? "devis" : "quote"
    let number = String(
      quote.number.map { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" ? $0 : "-" })
    return "\(word)-\(number)-v\(quote.revision).html"
  }
}

/// The pieces of the page of one quote.
struct QuotePage {
  let document: QuoteDocument
  let format: Format

  func piece(_ name: String) -> HTML? {
    switch name {
    case "language": HTML(text: document.language.rawValue)
    case "title": HTML(text: fileTitle)
    case "draft": document.isDraft ? "<div class=\"draft\">\(word("draft"))</div>\n" : .empty
    case "seller": seller
    case "identity": identity
    case "customer": customer
    case "delivery": delivery
    case "lines": HTML(document.lines.map(line))
    case "shares": HTML(document.totals.shares.map(share))
    case "totals": totals
    case "note": note
    case "terms": terms
    case "footer": HTML(text: joined(legalIdentity, " — "))
    default: format.texts.optional(name).map { HTML(text: $0) }
    }
  }

  func word(_ name: String) -> String { format.texts["document." + name] }

  func word(_ name: String, _ values: [String: String]) -> String {
    format.texts.text("document." + name, values)
  }

  private var fileTitle: String {
    word(
      "file",
      ["number": document.quote.number, "version": String(document.quote.revision)])
  }

  // MARK: Who

  private var seller: HTML {
    let seller = document.seller
    let lines =
      address(seller.address, seller.postalCode, seller.town, "")
      + [seller.phone.isEmpty ? "" : word("phone", ["number": seller.phone]), seller.email]
    return "<strong>\(seller.name)</strong><br>\(block(lines))"
  }

  /// Legal form and capital, SIREN or SIRET, register, VAT number: those that are known.
  private var legalIdentity: [String] {
    let seller = document.seller
    var parts = [joined([seller.name, formAndCapital], ", ")]
    parts.append(joined(address(seller.address, seller.postalCode, seller.town, ""), ", "))
    if !seller.siret.isEmpty {
      parts.append(word("siret", ["number": spacedNumber(seller.siret)]))
    } else if !seller.siren.isEmpty {
      parts.append(word("siren", ["number": spacedNumber(seller.siren)]))
    }
    if !seller.rcs.isEmpty {
      let isNamed = seller.rcs.uppercased().hasPrefix("RCS")
      parts.append(isNamed ? seller.rcs : word("register", ["number": seller.rcs]))
    }
    if !seller.vatNumber.isEmpty {
      parts.append(word("vatNumber", ["number": seller.vatNumber]))
    }
    return parts
  }

  private var formAndCapital: String {
    let seller = document.seller
    guard !seller.capital.isEmpty, !seller.legalForm.isEmpty else {
      return joined([seller.legalForm, seller.capital], " ")
    }
    // The capital may have been typed with its words.
    guard !seller.capital.lowercased().contains("capital") else {
      return seller.legalForm + " " + seller.capital
    }
    return word("capital", ["form": seller.legalForm, "capital": seller.capital])
  }

  private var identity: HTML {
    let quote = document.quote
    var rows = [
      (word("number"), quote.number), (word("version"), String(quote.revision)),
      (word("date"), format.day(document.issueDay)),
      (word("validity"), format.day(quote.validityDay)),
    ]
    if !quote.customerReference.isEmpty {
      rows.append((word("reference"), quote.customerReference))
    }
    if let person = document.salesperson { rows.append((word("salesperson"), person.name)) }
    return HTML(rows.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>" })
  }

  private var customer: HTML {
    let customer = document.customer
    var lines = address(
      customer.address, customer.postalCode, customer.town, foreign(customer.country))
    if let contact = document.contact {
      lines.append(word("attention", ["name": contact.name]))
    }
    let numbers = [
      customer.siren.isEmpty ? "" : word("siren", ["number": spacedNumber(customer.siren)]),
      customer.vatNumber.isEmpty ? "" : word("vatNumber", ["number": customer.vatNumber]),
    ]
    return """
      <strong>\(customer.name)</strong><br>\(block(lines))
      <div class="small">\(block([joined(numbers, " · ")]))</div>
      """
  }

  private var delivery: HTML {
    let quote = document.quote
    let day =
      quote.deliveryDay.map { word("delivery.day", ["day": format.longDay($0)]) }
      ?? word("delivery.toAgree")
    guard let site = document.site else {
      return "\(word("delivery.same"))<br><span class=\"small\">\(day)</span>"
    }
    let lines = address(site.address, site.postalCode, site.town, foreign(site.country))
    return """
      <strong>\(site.name)</strong><br>\(block(lines))
      <div class="small">\(day)</div>
      """
  }

  // MARK: What

  private func line(_ line: QuoteDocumentLine) -> HTML {
    switch line {
    case .comment(let text):
      "<tr class=\"comment\"><td></td><td colspan=\"8\">\(block(of: text))</td></tr>\n"
    case .product(let product): row(product)
    }
  }

  private func row(_ product: QuoteDocumentProduct) -> HTML {
    let discounts = product.discounts.map(format.shortPercent).joined(separator: " + ")
    let customerCode = product.customerCode
    let code: HTML =
      customerCode.isEmpty
      ? "\(product.code)"
      : "\(product.code)<small>\(word("customerCode", ["code": customerCode]))</small>"
    return """
      <tr><td class="number">\(product.place)</td><td class="code">\(code)</td>\
      <td class="description">\(block(of: product.description))</td>\
      <td class="number">\(format.quantity(product.quantity))\(baseQuantity(of: product))</td>\
      <td>\(product.unit)</td>\
      <td class="number">\(format.price(product.unitPrice))\(priceUnit(of: product))</td>\
      <td class="number">\(discounts)</td>\
      <td class="number">\(format.amount(product.net, document.currency))</td>\
      <td class="number">\(format.shortPercent(product.vatRate))</td></tr>

      """
  }

  /// `soit 96 u`, where another unit was typed than the one the price is for.
  private func baseQuantity(of product: QuoteDocumentProduct) -> HTML {
    guard product.unit != product.baseUnit else { return .empty }
    let values = [
      "quantity": format.quantity(product.baseQuantity), "unit": product.baseUnit,
    ]
    return "<small>\(word("baseQuantity", values))</small>"
  }

  /// What the price is for, where that is not one of the unit beside it.
  private func priceUnit(of product: QuoteDocumentProduct) -> HTML {
    guard product.priceUnit == 1 else {
      let values = ["count": format.count(product.priceUnit), "unit": product.baseUnit]
      return "<small>\(word("per", values))</small>"
    }
    guard product.unit != product.baseUnit else { return .empty }
    return "<small>\(word("perOne", ["unit": product.baseUnit]))</small>"
  }

  // MARK: How much

  private func share(_ share: VatShare) -> HTML {
    """
    <tr><td>\(format.shortPercent(share.rate))</td>\
    <td class="number">\(amount(share.base))</td><td class="number">\(amount(share.vat))</td></tr>

    """
  }

  private var totals: HTML {
    let totals = document.totals
    var rows: [HTML] = []
    if totals.discount != .zero || totals.carriage != .zero {
      rows.append(total("", word("goods"), totals.goods))
    }
    if totals.discount != .zero {
      let ratio = format.shortPercent(document.quote.discount)
      rows.append(total("", word("documentDiscount", ["ratio": ratio]), -totals.discount))
    }
    rows.append(total("", word("carriage"), totals.carriage))
    rows.append(total("net", word("netTotal"), totals.net))
    if let only = totals.shares.first, totals.shares.count == 1 {
      let ratio = format.shortPercent(only.rate)
      rows.append(total("", word("vatTotalAt", ["ratio": ratio]), totals.vat))
    } else {
      rows.append(total("", word("vatTotal"), totals.vat))
    }
    rows.append(total("total", word("total"), totals.total))
    return HTML(rows)
  }

  private func total(_ kind: HTML, _ name: String, _ amount: Amount) -> HTML {
    """
    <tr class="\(kind)"><td>\(name)</td>\
    <td class="number">\(format.money(amount, document.currency))</td></tr>

    """
  }

  private func amount(_ amount: Amount) -> String { format.money(amount, document.currency) }

  // MARK: Terms

  private var note: HTML {
    let text = document.quote.note
    return text.isEmpty ? .empty : "<div class=\"note\">\(block(of: text))</div>\n"
  }

  private var terms: HTML {
    var sentences = [
      document.paymentTerm.map { word("payment", ["term": $0.name]) } ?? word("payment.default")
    ]
    if document.quote.vatPosition != .domestic {
      sentences.append(word("vat." + document.quote.vatPosition.rawValue))
    }
    sentences.append(word("penalties"))
    sentences.append(word("currency", ["currency": document.currency.code]))
    return HTML(sentences.map { "<p>\($0)</p>\n" })
  }

  // MARK: Words

  private func address(
    _ street: String, _ postalCode: String, _ town: String, _ country: String
  ) -> [String] {
    street.split(separator: "\n").map(String.init) + [joined([postalCode, town], " "), country]
  }

  /// The country where it is not the seller's.
  private func foreign(_ country: String) -> String {
    country == document.seller.country ? "" : country
  }

  private func block(_ lines: [String]) -> HTML { HTML(lines: lines.filter { !$0.isEmpty }) }

  private func block(of text: String) -> HTML {
    block(text.split(separator: "\n").map(String.init))
  }

  private func joined(_ parts: [String], _ separator: String) -> String {
    parts.filter { !$0.isEmpty }.joined(separator: separator)
  }

  /// A SIREN or SIRET in groups as it is written: `552 100 554 00013`; anything else as typed.
  private func spacedNumber(_ number: String) -> String {
    let digits = number.filter { $0 != " " }
    guard [9, 14].contains(digits.count), digits.allSatisfy(\.isNumber) else { return number }
    var out = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, place <= 9, place.isMultiple(of: 3) { out += "\u{A0}" }
      out.append(digit)
    }
    return out
  }
}
