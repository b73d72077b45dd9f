import FoundationEssentials

// A paper as it is handed to the printer, a program of its own: every word and number already written
// in the language and format of its reader. The printer only places them; it computes nothing, so that
// no figure on paper can differ from the one on screen.
//
//     SalesDocument ──► PaperDocument ──► JSON ──► comptoir-document ──► PDF

/// A document in words.
public struct PaperDocument: Codable, Sendable, Hashable {
  /// The version of this form; a printer refuses one it does not know.
  public static let currentFormat = 1

  /// Version of the form.
  public var format = currentFormat
  /// Language of its words: `fr`, `en`.
  public var language: String
  /// Title, as the reader's window shows it.
  public var title: String
  /// Who made it: the company.
  public var author: String
  /// The day it bears, `2026-11-23`: the only date in the file, so that printing again gives the same
  /// bytes.
  public var day: String
  /// The company's colour.
  public var accent: PaperColor
  /// The company's logo.
  public var logo: PaperLogo?
  /// What must be seen first: that it is a draft.
  public var notice: String?
  /// Who sells.
  public var seller: PaperBlock
  /// Kind of document, in large: `Devis`.
  public var heading: String
  /// Number, day, validity…
  public var identity: [PaperPair]
  /// Customer and place of delivery.
  public var parties: [PaperBlock]
  /// Words above the columns.
  public var columns: PaperCells
  /// The lines.
  public var rows: [PaperRow]
  /// The tax, by rate.
  public var vat: PaperVat
  /// The sums, in order.
  public var totals: [PaperTotal]
  /// Words of the salesperson under the sums.
  public var note: PaperBlock?
  /// Terms, a sentence each.
  public var terms: PaperBlock
  /// Boxes to be filled in by hand.
  public var acceptance: [PaperBlock]
  /// Legal identity, at the foot of each page.
  public var footer: String
  /// The words of the printer itself.
  public var words: PaperWords

  /// A document with each of its parts.
  public init(
    language: String, title: String, author: String, day: String, accent: PaperColor,
    logo: PaperLogo? = nil, notice: String? = nil, seller: PaperBlock, heading: String,
    identity: [PaperPair], parties: [PaperBlock], columns: PaperCells, rows: [PaperRow],
    vat: PaperVat, totals: [PaperTotal], note: PaperBlock? = nil, terms: PaperBlock,
    acceptance: [PaperBlock], footer: String, words: PaperWords
  ) {
    self.language = language
    self.title = title
    self.author = author
    self.day = day
    self.accent = accent
    self.logo = logo
    self.notice = notice
    self.seller = seller
    self.heading = heading
    self.identity = identity
    self.parties = parties
    self.columns = columns
    self.rows = rows
    self.vat = vat
    self.totals = totals
    self.note = note
    self.terms = terms
    self.acceptance = acceptance
    self.footer = footer
    self.words = words
  }
}

/// A few lines under a caption.
public struct PaperBlock: Codable, Sendable, Hashable {
  /// What they are about; empty = nothing above them.
  public var caption: String
  /// The line that stands out; empty = none.
  public var name: String
  /// The lines, as they are; long ones are wrapped.
  public var lines: [String]
  /// Lines that matter less.
  public var small: [String]

  /// A block.
  public init(caption: String = "", name: String = "", lines: [String], small: [String] = []) {
    self.caption = caption
    self.name = name
    self.lines = lines
    self.small = small
  }
}

/// A value with its name.
public struct PaperPair: Codable, Sendable, Hashable {
  /// Name.
  public var label: String
  /// Value.
  public var value: String

  /// A pair.
  public init(_ label: String, _ value: String) {
    self.label = label
    self.value = value
  }
}

/// What a product line shows, column by column; the words above the columns are written alike.
public struct PaperCells: Codable, Sendable, Hashable {
  /// Place on the document.
  public var place: String
  /// Code of the product, and under it the customer's own.
  public var code: String
  /// Description.
  public var description: String
  /// Quantity, and under it what it makes in base units.
  public var quantity: String
  /// Unit.
  public var unit: String
  /// Unit price, and under it what it is for.
  public var price: String
  /// Cascade of discounts.
  public var discount: String
  /// Amount without tax.
  public var net: String
  /// Rate of VAT.
  public var vat: String

  /// The cells of a line. A line break parts what stands above from the small words under it.
  public init(
    place: String, code: String, description: String, quantity: String, unit: String,
    price: String, discount: String, net: String, vat: String
  ) {
    self.place = place
    self.code = code
    self.description = description
    self.quantity = quantity
    self.unit = unit
    self.price = price
    self.discount = discount
    self.net = net
    self.vat = vat
  }
}

/// A line of the document.
public enum PaperRow: Codable, Sendable, Hashable {
  /// Something sold, and the sum of the lines down to it: what is carried forward should the page end
  /// here.
  case product(PaperCells, carried: String)
  /// Words between the lines.
  case comment(String)
}

/// The tax, by rate.
public struct PaperVat: Codable, Sendable, Hashable {
  /// Rate, base, tax: the words above.
  public var headings: [String]
  /// Rate, base, tax of each rate.
  public var rows: [[String]]

  /// A table.
  public init(headings: [String], rows: [[String]]) {
    self.headings = headings
    self.rows = rows
  }
}

/// A sum.
public struct PaperTotal: Codable, Sendable, Hashable {
  /// How much it stands out.
  public enum Kind: String, Codable, Sendable, Hashable {
    /// A step of the sum.
    case step
    /// The total without tax.
    case net
    /// What is to be paid.
    case total
  }
  /// How much it stands out.
  public var kind: Kind
  /// Name.
  public var label: String
  /// Amount.
  public var amount: String

  /// A sum.
  public init(_ kind: Kind, _ label: String, _ amount: String) {
    self.kind = kind
    self.label = label
    self.amount = amount
  }
}

/// The printer's own words.
public struct PaperWords: Codable, Sendable, Hashable {
  /// Before the sum at the end of a page: `À reporter`.
  public var carriedForward: String
  /// Before the same sum at the top of the next one: `Report`.
  public var broughtForward: String
  /// `Page {page}/{pages}`.
  public var page: String

  /// The words.
  public init(carriedForward: String, broughtForward: String, page: String) {
    self.carriedForward = carriedForward
    self.broughtForward = broughtForward
    self.page = page
  }
}
