import Paper
import Resources
import Sales
import Values

/// Writes a document in the words and numbers of its reader: what the printer places, it does not
/// compute.
struct PaperWording {
  let document: SalesDocument
  let format: Format

  /// The document in words.
  ///
  /// - Throws: `Overflow`, `LogoTrouble` for a logo that was changed since it was taken.
  func paper() throws -> PaperDocument {
    let logo = try document.logo.map { try PaperLogo(checking: $0.bytes) }
    let texts = format.texts
    return PaperDocument(
      language: texts.language.rawValue, title: title, author: document.seller.name,
      day: document.issueDay.isoText, accent: PaperColor(document.color) ?? Self.usualColor,
      logo: logo,
      notice: document.isDraft ? word("draft") : nil, seller: seller,
      heading: word(document.kind.rawValue), identity: identity, parties: [customer, delivery],
      columns: columns, rows: try rows(), vat: vat, totals: totals, note: note, terms: terms,
      acceptance: acceptance, footer: joined(legalIdentity.map(unparted), " — "),
      words: PaperWords(
        carriedForward: word("carriedForward"), broughtForward: word("broughtForward"),
        page: word("page")))
  }

  /// Where the setting holds none that can be read.
  private static let usualColor = PaperColor(red: 0x1D, green: 0x3F, blue: 0x66)

  func word(_ name: String) -> String { format.texts["document." + name] }

  func word(_ name: String, _ values: [String: String]) -> String {
    format.texts.text("document." + name, values)
  }

  /// `Devis D-0042 version 2`.
  var title: String {
    let version = document.revision.map(String.init) ?? ""
    return word("title.\(document.kind.rawValue)", ["number": document.number, "version": version])
  }

  // MARK: Who

  private var seller: PaperBlock {
    let seller = document.seller
    let lines = address(seller.address, seller.postalCode, seller.town, "")
    let contact = [
      seller.phone.isEmpty ? "" : word("phone", ["number": seller.phone]), seller.email,
    ]
    return PaperBlock(
      name: seller.name, lines: filled(lines), small: filled([joined(contact, " · ")]))
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

  private var identity: [PaperPair] {
    var pairs = [PaperPair(word("number"), document.number)]
    if let revision = document.revision {
      pairs.append(PaperPair(word("version"), String(revision)))
    }
    pairs.append(PaperPair(word("date"), format.day(document.issueDay)))
    if let day = document.validityDay { pairs.append(PaperPair(word("validity"), format.day(day))) }
    if let number = document.quoteNumber { pairs.append(PaperPair(word("ofQuote"), number)) }
    if !document.customerReference.isEmpty {
      pairs.append(PaperPair(word("reference"), document.customerReference))
    }
    if let acceptance = document.acceptance, !acceptance.customerOrder.isEmpty {
      let day = ["day": format.day(acceptance.acceptedDay), "number": acceptance.customerOrder]
      pairs.append(PaperPair(word("customerOrder"), word("customerOrder.of", day)))
    }
    if let person = document.salesperson {
      pairs.append(PaperPair(word("salesperson"), person.name))
    }
    return pairs
  }

  private var customer: PaperBlock {
    let customer = document.customer
    var lines = address(
      customer.address, customer.postalCode, customer.town, foreign(customer.country))
    if let contact = document.contact { lines.append(word("attention", ["name": contact.name])) }
    let numbers = [
      customer.siren.isEmpty ? "" : word("siren", ["number": spacedNumber(customer.siren)]),
      customer.vatNumber.isEmpty ? "" : word("vatNumber", ["number": customer.vatNumber]),
    ]
    return PaperBlock(
      caption: word("customer"), name: customer.name, lines: filled(lines),
      small: filled([joined(numbers, " · ")]))
  }

  private var delivery: PaperBlock {
    let kind = document.kind.rawValue
    let day =
      document.deliveryDay.map { word("delivery.day.\(kind)", ["day": format.longDay($0)]) }
      ?? word("delivery.toAgree")
    guard let site = document.site else {
      return PaperBlock(
        caption: word("delivery"), lines: [word("delivery.same")], small: [day])
    }
    return PaperBlock(
      caption: word("delivery"), name: site.name,
      lines: filled(address(site.address, site.postalCode, site.town, foreign(site.country))),
      small: [day])
  }

  // MARK: Terms

  private var note: PaperBlock? {
    document.note.isEmpty
      ? nil : PaperBlock(lines: document.note.split(separator: "\n").map(String.init))
  }

  private var terms: PaperBlock {
    var sentences = [
      document.paymentTerm.map { word("payment", ["term": $0.name]) } ?? word("payment.default")
    ]
    if document.vatPosition != .domestic {
      sentences.append(word("vat." + document.vatPosition.rawValue))
    }
    sentences.append(word("penalties"))
    sentences.append(word("currency", ["currency": document.currency.code]))
    sentences += exchange
    return PaperBlock(caption: word("terms"), lines: sentences)
  }

  private var acceptance: [PaperBlock] {
    guard document.kind == .quote else { return [] }
    return [
      PaperBlock(caption: word("agreement"), lines: [word("agreement.words")]),
      PaperBlock(caption: word("agreement.signature"), lines: [word("agreement.hint")]),
    ]
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

  private func filled(_ lines: [String]) -> [String] { lines.filter { !$0.isEmpty } }

  private func joined(_ parts: [String], _ separator: String) -> String {
    filled(parts).joined(separator: separator)
  }

  /// Words that stay on one line, unless there are too many of them.
  private func unparted(_ words: String) -> String {
    words.count > 60 ? words : words.replacing(" ", with: "\u{A0}")
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
