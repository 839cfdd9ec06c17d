<?xml version="1.0" encoding="utf-8"?>
<!--
  Makes PowerShell's format file of the short tables beside this file: <View Type> with <Column Label [Property] [Kind] [Width]
  [Align]>. A column shows the property of its label's name unless it names another; its text, if any, is a script instead.
  Kind Time is an instant in the user's zone, Duration a time span as h:mm:ss.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="xml" indent="yes" encoding="utf-8" />

  <xsl:template match="/">
    <Configuration>
      <ViewDefinitions>
        <xsl:apply-templates select="//View" />
      </ViewDefinitions>
    </Configuration>
  </xsl:template>

  <xsl:template match="View">
    <View>
      <Name><xsl:value-of select="@Type" /></Name>
      <ViewSelectedBy><TypeName><xsl:value-of select="@Type" /></TypeName></ViewSelectedBy>
      <TableControl>
        <TableHeaders><xsl:apply-templates select="Column" mode="header" /></TableHeaders>
        <TableRowEntries>
          <TableRowEntry>
            <TableColumnItems><xsl:apply-templates select="Column" mode="item" /></TableColumnItems>
          </TableRowEntry>
        </TableRowEntries>
      </TableControl>
    </View>
  </xsl:template>

  <xsl:template match="Column" mode="header">
    <TableColumnHeader>
      <Label><xsl:value-of select="@Label" /></Label>
      <xsl:if test="@Width"><Width><xsl:value-of select="@Width" /></Width></xsl:if>
      <Alignment><xsl:choose><xsl:when test="@Align"><xsl:value-of select="@Align" /></xsl:when><xsl:otherwise>Left</xsl:otherwise></xsl:choose></Alignment>
    </TableColumnHeader>
  </xsl:template>

  <xsl:template match="Column" mode="item">
    <xsl:variable name="property">
      <xsl:choose><xsl:when test="@Property"><xsl:value-of select="@Property" /></xsl:when><xsl:otherwise><xsl:value-of select="@Label" /></xsl:otherwise></xsl:choose>
    </xsl:variable>
    <TableColumnItem>
      <xsl:choose>
        <xsl:when test="text()"><ScriptBlock><xsl:value-of select="." /></ScriptBlock></xsl:when>
        <xsl:when test="@Kind = 'Time'"><ScriptBlock>if ($null -ne $_.<xsl:value-of select="$property" />) { $_.<xsl:value-of select="$property" />.ToLocalTime().ToString('yyyy-MM-dd HH:mm:ss', [cultureinfo]::InvariantCulture) }</ScriptBlock></xsl:when>
        <xsl:when test="@Kind = 'Duration'"><ScriptBlock>if ($null -ne $_.<xsl:value-of select="$property" />) { $d = $_.<xsl:value-of select="$property" />; if ($d.TotalHours -ge 1) { '{0:0}:{1:00}:{2:00}' -f [math]::Floor($d.TotalHours), $d.Minutes, $d.Seconds } else { '{0}:{1:00}' -f $d.Minutes, $d.Seconds } }</ScriptBlock></xsl:when>
        <xsl:otherwise><PropertyName><xsl:value-of select="$property" /></PropertyName></xsl:otherwise>
      </xsl:choose>
    </TableColumnItem>
  </xsl:template>
</xsl:stylesheet>
