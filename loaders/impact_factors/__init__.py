"""Factors that turn amounts of substances into amounts of an environmental theme: human toxicity, global warming, …"""
