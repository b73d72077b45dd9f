import Values

/// The price typed on a line, after `=`.
public enum TypedPrice: Hashable, Sendable {
  /// `=9,90`: the net price; it clears discounts and survives changes of quantity.
  case net(UnitPrice)
  /// `=22%`: the price for that taux de marque, rounded up.
  case marginRate(Ratio)
  /// `=x1,35`: the unit cost times a coefficient, in ten-thousandths.
  case coefficient(Ratio)
}

/// A product line as typed.
public struct ProductEntry: Hashable, Sendable {
  /// How much; nil for one sales unit.
  public var quantity: Quantity?
  /// The unit or packaging typed after the quantity, as typed; nil for the sales unit.
  public var unit: String?
  /// What to search among products.
  public var search: String
  /// Discounts, in order; none beside a typed price.
  public var discounts: Discounts
  /// The price typed, if any.
  public var price: TypedPrice?
  /// `?` before it: an option; `/`: an alternative of the line above.
  public var choice: LineChoice

  /// A line that searches for that text.
  public init(
    search: String, quantity: Quantity? = nil, unit: String? = nil, discounts: Discounts = .none,
    price: TypedPrice? = nil, choice: LineChoice = .firm
  ) {
    self.search = search
    self.quantity = quantity
    self.unit = unit
    self.discounts = price == nil ? discounts : .none
    self.price = price
    self.choice = choice
  }
}

/// A line typed in a quote (terminal.md 6.4, product.md "Line grammar").
public enum LineEntry: Hashable, Sendable {
  /// `20*foret sds 18 -10%`: a product.
  case product(ProductEntry)
  /// `=` alone: the line above again.
  case copyAbove
  /// `+ texte`: a comment.
  case comment(String)
  /// `++ texte`: the heading of a section.
  case section(String)

  /// The text that reads back as this entry, with a decimal comma or a point.
  public func text(decimalComma: Bool = true) -> String {
    switch self {
    case .copyAbove: return "="
    case .comment(let words): return words.isEmpty ? "+" : "+ " + words
    case .section(let words): return words.isEmpty ? "++" : "++ " + words
    case .product(let entry): return entry.text(decimalComma: decimalComma)
    }
  }
}

extension ProductEntry {
  /// The text that reads back as this entry.
  func text(decimalComma: Bool) -> String {
    func typed(_ value: Int64, _ decimals: Int) -> String {
      let text = MachineDecimal.shortText(value, decimals: decimals)
      return decimalComma ? String(text.map { $0 == "." ? "," : $0 }) : text
    }
    var text = choice.sign
    if let quantity {
      text += typed(quantity.thousandths, 3)
      if let unit { text += " " + unit }
      text += "*"
    }
    text += search
    if !discounts.isEmpty {
      text += " " + discounts.steps.map { "-" + typed($0.basisPoints, 2) }.joined() + "%"
    }
    switch price {
    case .net(let price): text += " =" + typed(price.tenThousandths, 4)
    case .marginRate(let rate): text += " =" + typed(rate.basisPoints, 2) + "%"
    case .coefficient(let times): text += " =x" + typed(times.basisPoints, 4)
    case nil: break
    }
    return text
  }
}

extension LineChoice {
  /// What is typed before a line of this kind.
  public var sign: String {
    switch self {
    case .firm: ""
    case .option: "?"
    case .alternative: "/"
    }
  }
}

/// Something wrong in a typed line.
public struct LineEntryProblem: Hashable, Sendable {
  /// What is wrong; facts only, the words are the screen's.
  public enum Kind: Hashable, Sendable {
    /// Nothing typed.
    case empty
    /// No product to search for.
    case missingSearch
    /// A quantity of zero.
    case zeroQuantity
    /// A number with more decimals than are kept.
    case tooManyDecimals(kept: Int)
    /// A number that does not fit.
    case tooLarge
    /// A discount that is not numbers joined by `-`.
    case badDiscount
    /// A discount over 100 %.
    case discountOutOfRange
    /// More than five discounts.
    case tooManyDiscounts
    /// What follows `=` is neither a price, nor a margin, nor a coefficient.
    case badPrice
    /// A margin rate of 100 % or more.
    case marginOutOfRange
    /// A coefficient of zero.
    case zeroCoefficient
    /// A second price.
    case secondPrice
  }

  /// What is wrong.
  public let kind: Kind
  /// Where, in characters from the beginning of what was typed.
  public let position: Int

  /// A problem at that place.
  public init(_ kind: Kind, at position: Int) {
    self.kind = kind
    self.position = position
  }
}

/// All that is wrong in a typed line, in the order of reading.
public struct LineEntryProblems: Error, Hashable, Sendable {
  /// The problems, at least one.
  public let problems: [LineEntryProblem]

  /// Those problems.
  public init(problems: [LineEntryProblem]) { self.problems = problems }
}
