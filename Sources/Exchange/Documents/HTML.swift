/// A piece of HTML. Text put into it is escaped by its type, so that no value can become markup:
///
/// ```
///   let name = "<script>"
///   let cell: HTML = "<td>\(name)</td>"        // <td>&lt;script&gt;</td>
///   let row: HTML = "<tr>\(cell)</tr>"         // markup stays markup
/// ```
public struct HTML: Sendable, Hashable, ExpressibleByStringInterpolation {
  /// The markup.
  public let markup: String

  /// Markup that is known to be markup: a template, never a value.
  init(markup: String) { self.markup = markup }

  /// A literal of the program.
  public init(stringLiteral literal: String) { markup = literal }

  /// A literal of the program with values in it.
  public init(stringInterpolation: StringInterpolation) { markup = stringInterpolation.markup }

  /// Text, escaped.
  public init(text: String) { markup = Self.escape(text) }

  /// Text of several lines, escaped, its line ends kept.
  public init(lines: [String]) {
    markup = lines.map(Self.escape).joined(separator: "<br>")
  }

  /// Pieces one after the other.
  public init(_ pieces: [HTML]) { markup = pieces.map(\.markup).joined() }

  /// Nothing.
  public static let empty = HTML(markup: "")

  /// Gathers literals as they are and values escaped.
  public struct StringInterpolation: StringInterpolationProtocol {
    var markup = ""

    /// Room for a literal.
    public init(literalCapacity: Int, interpolationCount: Int) {
      markup.reserveCapacity(literalCapacity + 24 * interpolationCount)
    }

    /// A literal of the program.
    public mutating func appendLiteral(_ literal: String) { markup += literal }

    /// A value: escaped.
    public mutating func appendInterpolation(_ text: String) { markup += HTML.escape(text) }

    /// A count.
    public mutating func appendInterpolation(_ count: Int) { markup += String(count) }

    /// A piece of HTML.
    public mutating func appendInterpolation(_ html: HTML) { markup += html.markup }
  }

  /// Escapes the five characters of markup, and drops what a paper cannot show: control characters,
  /// and the marks that turn the direction of the words after them.
  static func escape(_ text: String) -> String {
    var out = ""
    out.reserveCapacity(text.utf8.count + 8)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "'": out += "&#39;"
      case "\n", "\t": out.unicodeScalars.append(scalar)
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": break
      case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}", "\u{200E}", "\u{200F}": break
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}

/// A file of `Resources/Templates`: HTML with `{{name}}` where a piece goes.
struct Template {
  private let source: String

  init(_ source: String) { self.source = source }

  /// The template with its pieces. A name without piece stays visible, so that nobody overlooks it.
  func filled(_ piece: (String) -> HTML?) -> HTML {
    var out = ""
    var rest = source[...]
    while let open = rest.firstRange(of: "{{"),
      let close = rest[open.upperBound...].firstRange(of: "}}")
    {
      out += rest[..<open.lowerBound]
      let name = rest[open.upperBound..<close.lowerBound]
      out += piece(String(name))?.markup ?? "{{\(name)}}"
      rest = rest[close.upperBound...]
    }
    return HTML(markup: out + rest)
  }
}
