import Exchange

/// How values are written for a person. Papers and screens write them alike, so it lives with the
/// papers.
public typealias Format = Exchange.Format
